import type { Page } from "playwright-core";
import type { KeyName } from "../../rules/keys/keys";
import { alertOf, START_MS } from "../viewer/alerts";
import { ruleAlertOf, withdrawn } from "../viewer/ruleAlerts";
import { type Size, screenshot } from "./browser";
import { browserOfFile } from "./pages";
import { serveViewer } from "./viewerServer";

const KEYS: KeyName[] = ["pair", "origin", "target", "account", "between"];

const { open: openPage, closing } = browserOfFile();

async function open(size?: Size, path = "/") {
  const viewer = closing(await serveViewer());
  const { page, complaints } = await openPage(viewer.url + path, size);
  return { viewer, page, complaints };
}

const rowOf = (page: Page, id: string) => page.locator(`#rows .row[data-id="${id}"]`);
const details = (page: Page) => page.getByRole("region", { name: "Details" });

test("a row tells rule, severity and whom it is about, for every kind of key", async () => {
  const { viewer, page, complaints } = await open();
  viewer.send(...KEYS.map((key) => ruleAlertOf(key)));
  const cells = async (key: KeyName) => {
    const row = rowOf(page, ruleAlertOf(key).id);
    await row.waitFor();
    return row.locator("[role=gridcell]").allInnerTexts();
  };
  expect((await cells("pair")).slice(1, 3)).toEqual(["High", "structuring"]);
  const whom = async (key: KeyName) => (await cells(key))[3].replace(/\s+/g, " ").trim();
  expect(await whom("pair")).toBe("ACC-1 to ACC-2");
  expect(await whom("origin")).toBe("ACC-1 to 7 accounts");
  expect(await whom("target")).toBe("14 accounts to ACC-1");
  expect(await whom("account")).toBe("ACC-1 to and from 4 accounts");
  expect(await whom("between")).toBe("ACC-1 to and from ACC-2");
  expect(complaints).toEqual([]);
});

test("details show what the rule compared beside its limits, and both ways of the money", async () => {
  const { viewer, page, complaints } = await open();
  const alert = ruleAlertOf("account");
  const facts = alert.facts?.map((fact, i) => (i === 2 ? { ...fact, holds: false } : fact));
  viewer.send({ ...alert, facts });
  await rowOf(page, alert.id).click();
  const asked = details(page).getByRole("region", { name: "What the rule asks for" });
  await asked.waitFor();
  expect(await asked.locator("tbody tr").allInnerTexts()).toEqual([
    expect.stringMatching(/^received\s+16,500\s+> 10,000\s+✓ yes$/),
    expect.stringMatching(/^sent\s+15,100\s+≥ 0.85 \* received = 14,025\s+✓ yes$/),
    expect.stringMatching(/^sent\s+15,100\s+≤ received = 16,500\s+✗ no$/),
    expect.stringMatching(/^lastOut\s+02 Mar 11:00:00\s+> firstIn = 02 Mar 09:00:00\s+✓ yes$/),
  ]);
  await details(page).getByText("pass-through, version 1").waitFor();
  await details(page).getByText("Critical").waitFor();
  await details(page).getByText("ACC-1: 3 accounts paid it, it paid 2 accounts").waitFor();
  expect(await details(page).locator(".legend").textContent()).not.toContain("limit");
  const evidence = details(page).getByRole("region", { name: "Evidence" }).locator("tr");
  expect(await evidence.first().locator("th").allTextContents()).toEqual([
    "#",
    "Time, UTC",
    "Other account",
    "In",
    "Out",
  ]);
  expect(await evidence.last().textContent()).toBe("Listed here16,500.0015,100.00");
  expect(complaints).toEqual([]);
});

test("the filter narrows by rule and severity, and offers the rules there are", async () => {
  const { viewer, page } = await open();
  viewer.send(alertOf(), ...KEYS.map((key) => ruleAlertOf(key)));
  await page.getByText("6 alerts", { exact: true }).waitFor();
  const rule = page.getByRole("combobox", { name: "Rule" });
  expect(await rule.locator("option").allInnerTexts()).toEqual([
    "All",
    "without a rule",
    "fan-in",
    "fan-out",
    "pass-through",
    "round-trip",
    "structuring",
  ]);
  await rule.selectOption("fan-in");
  await page.getByText("1 of 6 alerts").waitFor();
  await rule.selectOption("without a rule");
  await rowOf(page, alertOf().id).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("combobox", { name: "Severity" }).selectOption("medium");
  await page.getByText("2 of 6 alerts").waitFor();
  await page.getByRole("combobox", { name: "Severity" }).selectOption("");
  await page.getByText("6 alerts", { exact: true }).waitFor();
  await page.getByLabel("Account").fill("payee-1");
  await page.getByText("2 of 6 alerts").waitFor();
});

test("the overview counts by rule, the worst first, and filters by it", async () => {
  const { viewer, page } = await open();
  viewer.send(...KEYS.map((key) => ruleAlertOf(key)), ruleAlertOf("pair", { account: "ACC-3" }));
  const counts = page.locator(".rule-counts li");
  await page.locator(".rule-counts li", { hasText: "structuring" }).getByText("2", { exact: true }).waitFor();
  expect((await counts.allInnerTexts()).map((text) => text.split(/\s+/).slice(0, 2).join(" "))).toEqual([
    "Critical pass-through",
    "High structuring",
    expect.stringMatching(/^Medium fan-/),
    expect.stringMatching(/^Medium fan-/),
    "Low round-trip",
  ]);
  await page.getByRole("button", { name: "structuring" }).click();
  await page.getByText("2 of 6 alerts").waitFor();
});

test("what is withdrawn leaves the list, and whoever looks at it is told why", async () => {
  const { viewer, page, complaints } = await open();
  const alert = ruleAlertOf("account");
  viewer.send(alert, ruleAlertOf("pair"));
  await rowOf(page, alert.id).click();
  await details(page).getByText(alert.reason).waitFor();
  viewer.send(withdrawn(alert));
  await details(page).getByText(withdrawn(alert).reason).waitFor();
  await details(page).locator(".badge.withdrawn").waitFor();
  await page.getByText("1 alert", { exact: true }).waitFor();
  expect(await rowOf(page, alert.id).count()).toBe(0);
  await page.reload();
  await details(page).getByText(withdrawn(alert).reason).waitFor();
  viewer.send({ ...alert, revision: alert.revision + 4 });
  await rowOf(page, alert.id).waitFor();
  await details(page).getByText(alert.reason, { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test("alerts of shadow rules are marked, and hidden until they are asked for", async () => {
  const { viewer, page } = await open();
  const hidden = ruleAlertOf("target", { rule: { mode: "shadow" } });
  viewer.send(hidden);
  await page.getByText("Only shadow rules have raised alerts").waitFor();
  await screenshot(page, "only-shadow-desktop-light");
  expect(await page.textContent("#found")).toBe("0 alerts, 1 shadow hidden");
  viewer.send(ruleAlertOf("pair"));
  await page.getByText("1 alert, 1 shadow hidden").waitFor();
  await page.getByLabel("Shadow rules").check();
  await page.getByText("2 alerts", { exact: true }).waitFor();
  await rowOf(page, hidden.id).getByText("Shadow").waitFor();
  await rowOf(page, hidden.id).click();
  await details(page).locator(".badge.shadow").waitFor();
  await details(page).getByText("The rule is tried out").waitFor();
});

test("alerts of the options look as they did: no rule, no severity, their limit", async () => {
  const { viewer, page } = await open();
  viewer.send(alertOf());
  await rowOf(page, alertOf().id).waitFor();
  expect(await page.getByRole("combobox", { name: "Rule" }).isVisible()).toBe(false);
  expect(await page.getByLabel("Shadow rules").isVisible()).toBe(false);
  expect(await rowOf(page, alertOf().id).locator(".severity-place, .rule").first().isVisible()).toBe(false);
  await rowOf(page, alertOf().id).click();
  await details(page).getByText("limit 10,000.00").waitFor();
  await details(page).getByText("Above the limit by").waitFor();
  expect(await details(page).getByRole("region", { name: "What the rule asks for" }).count()).toBe(0);
});

for (const size of ["phone", "desktop"] as Size[]) {
  test(`hostile rules and names are text and fit, ${size}`, async () => {
    const { viewer, page, complaints } = await open(size);
    const hostile = `<img src=x onerror="document.title='owned'">\u202e\u0000`;
    const text = hostile.repeat(3);
    const fact = { what: text, value: text, sign: "=>", limit: text, limitValue: "x".repeat(200), holds: false };
    const alerts = KEYS.map((key, i) =>
      ruleAlertOf(key, {
        account: `${hostile}${"ü".repeat(100)}`,
        other: `"><script>document.title='owned'</script>${"W".repeat(150)}`,
        startMs: START_MS + i,
        rule: { id: `${"i".repeat(150)}<b>${i}`, title: `${"t".repeat(400)}${hostile}` },
        overrides: { reason: hostile, facts: [fact], measures: { [text]: text, ["m".repeat(200)]: "v".repeat(200) } },
      }),
    ).map((alert, i) => ({ ...alert, id: `hostile-${i}` }));
    viewer.send(...alerts);
    for (const { id } of alerts) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/alert/${id}`);
      await page.waitForFunction((wanted) => document.querySelector("#side code")?.textContent === wanted, id);
      await page.locator("#side .graph canvas").first().waitFor();
      await screenshot(page, `rules-${id}-${size}-light`);
      expect(await page.locator("#rows img, #rows b, #side img, #side script, #side b").count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await page.locator("#side").evaluate((side) => side.scrollWidth <= side.clientWidth)).toBe(true);
      expect(await page.locator("#side").textContent()).toContain("\\u202e\\u0000");
    }
    await page.evaluate(() => {
      location.hash = "#/overview";
    });
    await page.locator(".rule-counts li").first().waitFor();
    await page.waitForTimeout(300);
    await screenshot(page, `rules-hostile-overview-${size}-light`);
    expect(await page.locator("#side").evaluate((side) => side.scrollWidth <= side.clientWidth)).toBe(true);
    expect(await page.title()).toBe("Fraud alerts");
    expect(complaints).toEqual([]);
  });
}
