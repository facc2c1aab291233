import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Alert } from "../../transforms/alert";
import { alertOf, revised, START_MS } from "../viewer/alerts";
import { ruleAlertOf } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { launchBrowser, openPage, SCREENSHOTS, SIZES, type Size, screenshot, type Theme } from "./browser";
import { manyAlerts, serveViewer } from "./viewerServer";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Server = Awaited<ReturnType<typeof serveViewer>>;
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function open(size?: Size, theme?: Theme, server?: Server, path = "/") {
  const viewer = server ?? (await serveViewer());
  if (server === undefined) opened.push(viewer.close);
  const { page, complaints, close } = await openPage(browser, viewer.url + path, size, theme);
  opened.push(close);
  await page.waitForSelector("[data-state=live]");
  return { viewer, page, complaints };
}

const rows = (page: Page) => page.locator("#rows .row");
const rowOf = (page: Page, id: string) => page.locator(`#rows .row[data-id="${id}"]`);

test("an empty page says what to do", async () => {
  const { page } = await open();
  await page.getByText("No alerts yet").waitFor();
  await page.getByText("npm run doctor").waitFor();
  await screenshot(page, "empty-desktop-light");
});

test("alerts appear by themselves, newest first, and a revision replaces its row", async () => {
  const { viewer, page, complaints } = await open();
  const older = alertOf();
  const newer = alertOf({ origin: "5", startMs: START_MS + 3_600_000 });
  viewer.send(older, newer);
  await rowOf(page, older.id).waitFor();
  const ids = await rows(page).evaluateAll((all) =>
    all.map((row) => [row.getAttribute("data-id"), row.getAttribute("aria-rowindex")]),
  );
  expect(new Map(ids as [string, string][])).toEqual(
    new Map([
      [newer.id, "2"],
      [older.id, "3"],
    ]),
  );
  viewer.send(revised(older, { totalAmount: "1234567.8", count: 9 }));
  await rowOf(page, older.id).getByText("1,234,567.80").waitFor();
  await rowOf(page, older.id).getByText("Final").waitFor();
  expect(await rows(page).count()).toBe(2);
  expect(complaints).toEqual([]);
});

test("an alert of one account names its pairs, and says how many more there are", async () => {
  const { viewer, page, complaints } = await open();
  const byAccount = (origin: string, overrides: Partial<Alert>) =>
    revised(alertOf({ origin }), { id: origin, grouping: "origin", target: undefined, ...overrides });
  const pairs = Array.from({ length: 30 }, (_, i) => ({ origin: "few", target: `t${i}` }));
  const few = byAccount("few", { pairs, pairCount: 30 });
  const many = byAccount("many", { pairs, pairCount: 4_096, morePairs: true });
  viewer.send(few, many);
  const details = page.getByRole("region", { name: "Details" });
  await rowOf(page, few.id).click();
  await details.getByText(/^t0, t1, .*, t19 and 10 more pairs$/).waitFor();
  await rowOf(page, many.id).click();
  await details.getByText(/^t0, t1, .*, t19 and over 4,076 more pairs$/).waitFor();
  await details.getByText("over 4,096 accounts").waitFor();
  expect(complaints).toEqual([]);
});

test("a click shows all evidence, the address leads back to it, and Escape closes it", async () => {
  const { viewer, page, complaints } = await open();
  const alert = alertOf({ cents: [600_000, 300_000, 200_000] });
  viewer.send(...manyAlerts(30), alert);
  await page.getByLabel("Account").fill("3");
  await rowOf(page, alert.id).click();
  const details = page.getByRole("region", { name: "Details" });
  await details.getByText(alert.reason).waitFor();
  expect(await details.locator("tbody tr").count()).toBe(3);
  expect(await details.locator("tr.crosses").textContent()).toContain("11,000.00limit crossed");
  expect(await details.locator(".chart canvas").count()).toBe(1);
  expect(await details.locator(".graph canvas").count()).toBeGreaterThan(0);
  const linked = await open("desktop", "light", viewer, `/#/alert/${alert.id}`);
  await linked.page.getByText(alert.reason).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  expect([...complaints, ...linked.complaints]).toEqual([]);
});

test("payments with an id show it, and a table without ids has no column for them", async () => {
  const { viewer, page } = await open();
  const [without, alert] = [alertOf(), alertOf({ origin: "5" })];
  const [first, ...others] = alert.transactions;
  viewer.send(without, { ...alert, transactions: [{ ...first, id: "e2e-7\u202e" }, ...others] });
  const details = page.getByRole("region", { name: "Details" });
  await rowOf(page, alert.id).click();
  await details.getByText("e2e-7\\u202e").waitFor();
  expect(await details.locator("thead th").allTextContents()).toContain("Id");
  await rowOf(page, without.id).click();
  await details.getByText("e2e-7").waitFor({ state: "detached" });
  expect(await details.locator("thead th").allTextContents()).not.toContain("Id");
});

test("amounts that were converted stand beside what was paid, others have no column for it", async () => {
  const { viewer, page } = await open();
  const [without, alert] = [alertOf(), alertOf({ origin: "5" })];
  const [first, ...others] = alert.transactions;
  const converted = { ...first, originalAmount: "1200000", currency: "JPY" };
  viewer.send(without, { ...alert, currency: "EUR", transactions: [converted, ...others] });
  const details = page.getByRole("region", { name: "Details" });
  await rowOf(page, alert.id).click();
  await details.getByText("1,200,000 JPY").waitFor();
  expect(await details.locator("thead th").allTextContents()).toEqual(
    expect.arrayContaining(["Paid", "Amount EUR", "Running sum"]),
  );
  expect(await details.locator(".total").textContent()).toMatch(/ EUR$/);
  await rowOf(page, without.id).click();
  await details.getByText("1,200,000 JPY").waitFor({ state: "detached" });
  expect(await details.locator("thead th").allTextContents()).not.toContain("Paid");
});

test("an alert that is not there is said to be so", async () => {
  const { page } = await open("desktop", "light", undefined, "/#/alert/unknown");
  await page.getByText("This alert is not here").waitFor();
});

test.each(["/#/alert/%E0", "/#/alert/%E0%A4%A"])(
  "an address that nobody can read, %s, is the list's, with a word",
  async (path) => {
    const { page, viewer, complaints } = await open("desktop", "light", undefined, path);
    await page.getByText("The address of this page names no alert that can be read.").waitFor();
    await page.getByRole("heading", { name: "No alerts yet" }).waitFor();
    viewer.send(alertOf());
    await rowOf(page, alertOf().id).click();
    await page.getByText(alertOf().reason).waitFor();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, path.slice(1));
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByText("The address of this page names no alert that can be read.").waitFor();
    await rowOf(page, alertOf().id).click();
    await page.getByText(alertOf().reason).waitFor();
    expect(complaints).toEqual([]);
  },
);

test("a page too many waits with a word and comes in when another is closed", async () => {
  const viewer = await serveViewer(0, { maxPages: 1 });
  opened.push(viewer.close);
  viewer.send(alertOf());
  const first = await openPage(browser, viewer.url);
  await rowOf(first.page, alertOf().id).waitFor();
  const second = await openPage(browser, viewer.url, "phone");
  opened.push(second.close);
  await second.page
    .getByText("As many pages as this viewer allows (--max-pages) are open.")
    .waitFor({ timeout: 20_000 });
  await screenshot(second.page, "full-phone-light");
  await first.close();
  await rowOf(second.page, alertOf().id).waitFor({ timeout: 20_000 });
  await second.page.waitForSelector("[data-state=live]");
});

test("the filter narrows by account, amount and status, and says how many of all", async () => {
  const { viewer, page } = await open();
  viewer.send(
    alertOf({ origin: "Miller" }),
    alertOf({ origin: "Smith", cents: [9_900_000] }),
    revised(alertOf({ origin: "Jones" })),
  );
  const found = page.locator("#found");
  await page.getByLabel("Account").fill("MILL");
  await page.getByText("1 of 3 alerts").waitFor();
  // Each look waits for words that were not there before: the page draws when it next can.
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("3 alerts", { exact: true }).waitFor();
  await page.getByLabel("Amount from").fill("50,000");
  await page.getByText("1 of 3 alerts").waitFor();
  expect(await rows(page).textContent()).toContain("Smith");
  await page.getByLabel("Amount from").fill("50.000,00");
  await page.getByText("1 of 3 alerts").waitFor();
  await page.getByLabel("Amount from").fill("lots");
  expect(await page.getByLabel("Amount from").getAttribute("aria-invalid")).toBe("true");
  await page.getByText("Amount from: “lots” is no amount such as 9500 or 9,500.50. It is left out.").waitFor();
  await page.getByText("3 alerts", { exact: true }).waitFor();
  await page.getByLabel("Amount from").fill("99,000.01");
  await page.getByText("No alert matches").waitFor();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByLabel("Status").selectOption("ON_TIME");
  await page.getByText("1 of 3 alerts").waitFor();
  expect(await found.textContent()).toBe("1 of 3 alerts");
});

test("what is typed right after a step to another view stays, and so does the step", async () => {
  const { viewer, page } = await open();
  const alert = alertOf({ origin: "a1" });
  viewer.send(alert);
  await rowOf(page, alert.id).click();
  await page.locator("#detail-title").waitFor();
  await page.evaluate(() => {
    (document.querySelector("#side .close") as HTMLElement).click();
    const field = document.querySelector<HTMLInputElement>("input[name=account]");
    if (field === null) throw new Error("no field");
    field.value = "a1";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForFunction(() => location.hash === "#/?account=a1");
  await page.waitForTimeout(300);
  expect(await page.getByRole("searchbox", { name: "Account" }).inputValue()).toBe("a1");
  expect(await page.evaluate(() => [document.body.dataset.view, location.hash])).toEqual(["list", "#/?account=a1"]);
});

test("keys go from alert to alert, and to the account field, and are shown on demand", async () => {
  const { viewer, page, complaints } = await open();
  const alerts = [0, 1, 2].map((i) => alertOf({ origin: `a${i}`, startMs: START_MS + i * 3_600_000 }));
  viewer.send(...alerts);
  await rowOf(page, alerts[0].id).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => location.hash === `#/alert/${id}`, alerts[1].id);
  await page.locator("#side .step").first().waitFor();
  await page.keyboard.press("j");
  await page.waitForFunction((id) => location.hash === `#/alert/${id}`, alerts[0].id);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.waitForFunction((id) => location.hash === `#/alert/${id}`, alerts[1].id);
  await page.getByRole("button", { name: "Previous alert" }).click();
  await page.waitForFunction((id) => location.hash === `#/alert/${id}`, alerts[2].id);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).getByText("Previous alert").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  expect(await page.evaluate(() => location.hash)).toBe(`#/alert/${alerts[2].id}`);
  await page.keyboard.press("/");
  await page.keyboard.type("a1/jk?");
  expect(await page.getByRole("searchbox", { name: "Account" }).inputValue()).toBe("a1/jk?");
  expect(complaints).toEqual([]);
});

test("what is shown is loaded down as a file, by the filter as it was typed", async () => {
  const { viewer, page, complaints } = await open();
  viewer.send(
    alertOf({ origin: "Miller" }),
    alertOf({ origin: "=Smith", cents: [9_900_000] }),
    ruleAlertOf("target", { account: "tried", rule: { mode: "shadow" } }),
  );
  await page.getByText("2 alerts, 1 shadow hidden").waitFor();
  const fileOf = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^fraud-alerts-.*\\.${name.toLowerCase()}$`));
    return readFileSync(await download.path(), "utf8");
  };
  expect((await fileOf("CSV")).trim().split("\r\n")).toHaveLength(3);
  await page.getByLabel("Amount from").fill("50.000,00");
  await page.getByText("1 of 2 alerts, 1 shadow hidden").waitFor();
  expect(await fileOf("CSV")).toContain(",'=Smith,");
  expect(JSON.parse(await fileOf("JSON"))).toMatchObject([{ origin: "=Smith", transactions: [{ amount: "99000" }] }]);
  expect(complaints).toEqual([]);
});

test("an account that is followed matches whole, the address holds the filter, and Back takes it away", async () => {
  const { viewer, page } = await open();
  const names = ["ACC-1", "ACC-12", "XACC-1", "acc-1"];
  viewer.send(...names.map((origin, i) => alertOf({ origin, cents: [9_000_000 - i * 1_000_000] })));
  await page.getByText("4 alerts", { exact: true }).waitFor();
  await page.locator(".flows").getByRole("button", { name: "ACC-1", exact: true }).first().click();
  await page.getByText("1 of 4 alerts").waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe('"ACC-1"');
  await page.reload();
  await page.getByText("1 of 4 alerts").waitFor();
  await rows(page).click();
  await page.locator("#detail-title:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("1 of 4 alerts").waitFor();
  await page.getByRole("searchbox").fill("ACC-1");
  await page.getByText("4 of 4 alerts").waitFor();
  expect(new URL(page.url()).hash).toBe("#/?account=ACC-1");
  await page.goBack();
  await page.locator("#detail-title").waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByText("4 alerts", { exact: true }).waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("");
});

test("on a phone an account that is followed leads to its alerts", async () => {
  const { viewer, page } = await open("phone");
  viewer.send(alertOf({ origin: "ACC-1" }), alertOf({ origin: "ACC-12", cents: [7_000_000] }));
  await page.getByRole("link", { name: "Overview" }).click();
  await page.locator(".flows").getByRole("button", { name: "ACC-1", exact: true }).click();
  await page.getByText("1 of 2 alerts").waitFor();
  await rowOf(page, alertOf({ origin: "ACC-1" }).id).waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.waitForFunction(() => location.hash === "#/overview?account=%22ACC-1%22");
});

test("totals above the largest single payment are filtered to the cent", async () => {
  const { viewer, page } = await open();
  const totals = ["1000000000001", "90071992547409930000000.01", "90071992547409930000000.02"];
  viewer.send(...totals.map((totalAmount, i) => alertOf({ origin: `o${i}`, overrides: { totalAmount } })));
  await page.getByLabel("Amount from").fill("1,000,000,000,001.01");
  await page.getByText("2 of 3 alerts").waitFor();
  await page.getByLabel("Amount from").fill("90071992547409930000000.02");
  await page.getByText("1 of 3 alerts").waitFor();
});

test("what a filter shows again is not marked as new, what comes is", async () => {
  const { viewer, page } = await open();
  viewer.send(alertOf({ origin: "Miller" }), alertOf({ origin: "Smith" }), alertOf({ origin: "Jones" }));
  await page.getByText("3 alerts", { exact: true }).waitFor();
  await page.locator("#rows .fresh").first().waitFor({ state: "detached" });
  await page.getByRole("searchbox").fill("miller");
  await page.getByText("1 of 3 alerts").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await rowOf(page, alertOf({ origin: "Jones" }).id).waitFor();
  expect(await page.locator("#rows .fresh").count()).toBe(0);
  viewer.send(alertOf({ origin: "Brown" }));
  await rowOf(page, alertOf({ origin: "Brown" }).id).waitFor();
  expect(await page.locator("#rows .fresh").count()).toBe(1);
});

test("the overview follows a filter at once", async () => {
  const { viewer, page } = await open();
  viewer.send(alertOf({ origin: "Miller" }), alertOf({ origin: "Smith" }));
  const alerts = page.locator(".figures dd").first();
  const says = (count: string) => alerts.getByText(count, { exact: true }).waitFor({ timeout: 2_500 });
  await says("2");
  await page.getByRole("searchbox").fill("miller");
  await says("1");
  await page.getByRole("button", { name: "Clear" }).click();
  await says("2");
});

test("names of payers and paid stand outside, where they hide no arrow", async () => {
  const { viewer, page } = await open();
  const alert = ruleAlertOf("account", { account: "ACC-1".repeat(3) });
  viewer.send({ ...alert, count: 9, totalAmount: "50000", truncated: true });
  await page.evaluate((id) => {
    location.hash = `#/alert/${id}`;
  }, alert.id);
  await page.getByText("Drawn are the 5 of 9 payments that the alert lists.").waitFor();
  await page.locator("#side .graph canvas").first().waitFor();
  await page.locator("#side").evaluate((side) => side.scrollTo(0, 700));
  await screenshot(page, "arrows-account-desktop-light");
  const places = await page
    .locator("#side .graph")
    .first()
    .evaluate((place) => {
      const { cy } = (place as unknown as { _cyreg: { cy: import("cytoscape").Core } })._cyreg;
      const only = { includeNodes: false, includeEdges: false, includeOverlays: false, includeLabels: true };
      const boxes = cy.nodes().map((node) => ({ ...node.boundingBox(only), x: node.position("x") }));
      return boxes.map(({ x, x1, x2 }) => (x2 < x ? "left of it" : x1 > x ? "right of it" : "at it"));
    });
  expect(places.sort()).toEqual(["at it", "left of it", "left of it", "left of it", "right of it"]);
});

test("a running sum that ends below the total says so, and marks the total", async () => {
  const { viewer, page } = await open();
  const alert = alertOf({ overrides: { count: 9, totalAmount: "50000", truncated: true } });
  viewer.send(alert);
  await rowOf(page, alert.id).click();
  await page.getByText("Drawn are the 2 of 9 payments that the alert lists.").waitFor();
  await page.getByText("total 50,000.00", { exact: true }).waitFor();
  await page.locator("#side").evaluate((side) => side.scrollTo(0, 400));
  await screenshot(page, "unlisted-desktop-light");
});

test("an early alert whose window has ended does not say that it is open", async () => {
  const { viewer, page } = await open();
  const [old, young] = [alertOf(), alertOf({ origin: "5", startMs: Date.now() - 60_000 })];
  viewer.send(old, young);
  const details = page.getByRole("region", { name: "Details" });
  await rowOf(page, old.id).click();
  await details.getByText("no final sum has come yet").waitFor();
  await rowOf(page, young.id).click();
  await details.getByText("the session is still open").waitFor();
  viewer.send(alertOf({ origin: "6", startMs: Date.now() + 3_600_000 }));
  await details.getByText("no final sum has come yet").waitFor();
});

test("the reader's own colours leave arrows, the dot and what is selected", async () => {
  const { viewer, page } = await open("phone");
  await page.emulateMedia({ forcedColors: "active" });
  viewer.send(alertOf());
  await rowOf(page, alertOf().id).click();
  await page.locator("#side .graph canvas").first().waitFor();
  await screenshot(page, "forced-detail-phone");
  await page.setViewportSize(SIZES.desktop);
  await screenshot(page, "forced-detail-desktop");
  const looks = await page.evaluate(() => {
    const style = (place: string) => getComputedStyle(document.querySelector(place) as Element);
    const canvas = getComputedStyle(document.body).backgroundColor;
    const isSeen = (place: string) => style(place).backgroundColor !== canvas;
    return [isSeen(".rows .arrow"), isSeen(".dot"), style("#rows [aria-selected=true]").outlineStyle];
  });
  expect(looks).toEqual([true, true, "solid"]);
});

test("a phone shows running sums whole", async () => {
  const { viewer, page } = await open("phone");
  const alerts = [
    alertOf({ cents: [99_999_999, 99_999_999, 99_999_999] }),
    ...(["target", "account"] as const).map((key) => ruleAlertOf(key)),
  ];
  viewer.send(...alerts);
  for (const { id } of alerts) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/alert/${id}`);
    await page.waitForFunction((wanted) => document.querySelector("#side code")?.textContent === wanted, id);
    const evidence = page.getByRole("region", { name: "Evidence" });
    expect(await evidence.evaluate((place) => place.scrollWidth - place.clientWidth)).toBe(0);
  }
});

test("what is new since the last visit is told and marked, and what comes unseen counts in the tab's title", async () => {
  const { viewer, page } = await open();
  const at = (hour: number) => alertOf({ startMs: START_MS + hour * 3_600_000 });
  viewer.send(at(1), at(2));
  await page.getByText("2 alerts", { exact: true }).waitFor();
  await page.goto("about:blank");
  viewer.send(at(3), at(4), at(5));
  await page.goto(viewer.url);
  await page.getByText("5 alerts, 3 new since last visit").waitFor();
  expect(await page.locator("#rows .first-seen").getAttribute("data-id")).toBe(at(2).id);
  expect(await page.locator("#rows .fresh").count()).toBe(0);
  await screenshot(page, "new-desktop-light");
  expect(await violations(page)).toEqual([]);
  await look(page, "hidden");
  viewer.send(at(6), at(7));
  await page.waitForFunction(() => document.title === "(2) Fraud alerts");
  await look(page, "visible");
  await page.getByText("7 alerts, 2 new since last visit").waitFor();
  expect(await page.title()).toBe("Fraud alerts");
  expect(await page.locator("#rows .first-seen").getAttribute("data-id")).toBe(at(5).id);
  await page.setViewportSize(SIZES.phone);
  await screenshot(page, "new-phone-light");
});

/** As if the reader turned away, or came back. */
function look(page: Page, state: "hidden" | "visible") {
  return page.evaluate((now) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => now === "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

test("paper has all rows, many to a page", async () => {
  const { viewer, page } = await open();
  viewer.send(...manyAlerts(400));
  await page.getByText("400 alerts", { exact: true }).waitFor();
  const pdf = (await page.pdf({ format: "A4", path: join(SCREENSHOTS, "list.pdf") })).toString("latin1");
  const pages = pdf.match(/\/Type \/Page\b/g)?.length;
  expect(pages).toBeGreaterThan(5);
  expect(pages).toBeLessThan(12);
  await page.locator("#list").evaluate((list) => list.scrollTo(0, 0));
  expect(await rows(page).count()).toBeLessThan(60);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const ids = await rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex"))));
  expect(ids).toEqual(Array.from({ length: 400 }, (_, i) => i + 2));
});

for (const [size, of] of [
  ["desktop", "the options"],
  ["desktop", "a rule"],
  ["phone", "a rule"],
] as const) {
  test(`large sums of ${of} are seen whole in row and heading, ${size}`, async () => {
    const { viewer, page } = await open(size);
    const sums = { totalAmount: "2999999999999.95" };
    const large = of === "a rule" ? ruleAlertOf("pair", { overrides: sums }) : alertOf({ overrides: sums });
    viewer.send(large);
    const amount = rowOf(page, large.id).locator(".amount");
    await amount.getByText("2,999,999,999,999.95").waitFor();
    expect(await amount.evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true);
    const edges = await page.evaluate(() =>
      [".head .pair", ".rows .pair"].map((cell) => document.querySelector(cell)?.getBoundingClientRect().left),
    );
    if (size === "desktop") expect(edges[0]).toBe(edges[1]);
    await amount.click();
    const [total, badge] = [page.locator(".detail-head .total"), page.locator(".detail-head .badge")];
    await badge.waitFor();
    const [left, right] = [await total.boundingBox(), await badge.boundingBox()];
    const range = await total.evaluate((shown) => {
      const all = document.createRange();
      all.selectNodeContents(shown);
      return all.getBoundingClientRect().right;
    });
    const isBeside = range <= (right?.x ?? 0);
    const isAbove = (left?.y ?? 0) + (left?.height ?? 0) <= (right?.y ?? 0);
    const isBelow = (right?.y ?? 0) + (right?.height ?? 0) <= (left?.y ?? 0);
    expect(isBeside || isAbove || isBelow).toBe(true);
    await screenshot(page, `large-${size}-${of.replace(" ", "-")}`);
  });
}

test("pause holds the list and counts what waits", async () => {
  const { viewer, page } = await open();
  viewer.send(alertOf());
  await rowOf(page, alertOf().id).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  viewer.send(alertOf({ origin: "4" }), alertOf({ origin: "5" }), revised(alertOf()));
  await page.getByRole("button", { name: "Resume (+2)" }).click();
  await page.getByText("3 alerts", { exact: true }).waitFor();
  expect(await rows(page).count()).toBe(3);
});

test("the whole page works by keyboard", async () => {
  const { viewer, page } = await open();
  const alerts = manyAlerts(200);
  viewer.send(...alerts);
  await page.getByText("200 alerts").waitFor();
  await page.locator("#rows .row[tabindex='0']").focus();
  for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowDown");
  const focused = page.locator("#rows .row:focus");
  expect(await focused.getAttribute("aria-rowindex")).toBe("32");
  expect(await focused.isVisible()).toBe(true);
  const id = await focused.getAttribute("data-id");
  await page.keyboard.press("Enter");
  await page.locator("#detail-title:focus").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.locator("#rows .row:focus").getAttribute("data-id")).toBe(id);
  await page.keyboard.press("End");
  expect(await page.locator("#rows .row:focus").getAttribute("aria-rowindex")).toBe("201");
});

test("what is being read stays in place while alerts come in above", async () => {
  const { viewer, page } = await open();
  viewer.send(...manyAlerts(300, Date.now() - 3_600_000));
  await page.getByText("300 alerts").waitFor();
  await page.locator("#list").evaluate((list) => list.scrollTo(0, 4_000));
  const middle = () =>
    page.evaluate(() => document.elementFromPoint(200, 500)?.closest(".row")?.getAttribute("data-id"));
  await page.waitForFunction(() => document.elementFromPoint(200, 500)?.closest(".row") !== null);
  const before = await middle();
  viewer.send(...manyAlerts(40));
  await page.getByText("340 alerts").waitFor();
  expect(await middle()).toBe(before);
});

test("hostile names are text, on list, details and overview", async () => {
  const { viewer, page, complaints } = await open();
  const hostile = alertOf({
    origin: `<img src=x onerror="document.title='owned'">\u202e\u0000\u001b[2J`,
    target: `"><script>document.title='owned'</script>${"ü".repeat(100)}`,
    overrides: { reason: "<b onclick=alert(1)>why</b>" },
  });
  viewer.send(hostile, alertOf({ origin: "ا".repeat(128), target: "𝓏̷͈͊".repeat(20) }));
  await rowOf(page, hostile.id).click();
  await page.getByText("<b onclick=alert(1)>why</b>").waitFor();
  expect(await page.locator("#rows img, #rows script, #side img, #side script").count()).toBe(0);
  expect(await page.textContent("#rows")).toContain("\\u202e\\u0000\\u001b[2J");
  expect(await page.title()).toBe("Fraud alerts");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await screenshot(page, "hostile-desktop-light");
  expect(complaints).toEqual([]);
});

test("after the viewer restarts on its port the page comes back by itself with nothing twice", async () => {
  const viewer = await serveViewer();
  const { page } = await open("desktop", "light", viewer);
  const [first, second] = [alertOf(), alertOf({ origin: "4" })];
  viewer.send(first);
  await rowOf(page, first.id).waitFor();
  await viewer.close();
  await page.locator("[data-state=lost]").waitFor();
  await page.getByText("The viewer does not answer").waitFor();
  await screenshot(page, "lost-desktop-light");
  const again = await serveViewer(viewer.port);
  opened.push(again.close);
  again.send(first, second);
  await page.locator("[data-state=live]").waitFor({ timeout: 20_000 });
  await rowOf(page, second.id).waitFor();
  expect(await rows(page).count()).toBe(2);
});

test("a viewer without Kafka says so on the page", async () => {
  const { viewer, page } = await open();
  viewer.page.away = "no answer from Kafka for 20 s";
  await page.getByText("The viewer gets nothing from Kafka now: no answer from Kafka for 20 s").waitFor();
});

test("dropped alerts are told", async () => {
  const viewer = await serveViewer(0, { maxAlerts: 50 });
  opened.push(viewer.close);
  const { page } = await open("desktop", "light", viewer);
  viewer.send(...manyAlerts(60));
  await page.getByText("10 so far, the newest stay (at most 50)").waitFor();
  expect(await page.textContent("#found")).toBe("50 alerts");
});

test("a token is asked for, once", async () => {
  const token = "correct-horse-battery";
  const viewer = await serveViewer(0, { token });
  opened.push(viewer.close);
  const { page, close } = await openPage(browser, viewer.url);
  opened.push(close);
  await page.getByLabel("Access token").fill("wrong");
  await page.getByRole("button").click();
  await page.getByText("This token is not right").waitFor();
  await screenshot(page, "login-desktop-light");
  await page.getByLabel("Access token").fill(token);
  await page.getByRole("button").click();
  await page.waitForSelector("[data-state=live]");
  await page.reload();
  await page.waitForSelector("[data-state=live]");
});

test("a link with the token behind # logs in, and leaves no token in the address", async () => {
  const token = "correct-horse-battery";
  const viewer = await serveViewer(0, { token });
  opened.push(viewer.close);
  const { page, close } = await openPage(browser, `${viewer.url}/#token=${token}`);
  opened.push(close);
  await page.waitForSelector("[data-state=live]");
  expect(page.url()).toBe(`${viewer.url}/`);
});

test("the theme can be chosen and is kept", async () => {
  const { page } = await open("desktop", "dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByRole("button", { name: "Light colours" }).click();
  expect(await background()).not.toBe(dark);
  const light = await background();
  await page.reload();
  expect(await background()).toBe(light);
});
