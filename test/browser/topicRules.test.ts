import { createFakeRules, versionOf } from "../viewer/fakeRules";
import { ruleAlertOf } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { SIZES, type Size, screenshot, type Theme } from "./browser";
import { browserOfFile } from "./pages";
import { serveViewer } from "./viewerServer";

const HOUR = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const HOSTILE = `<img src=x onerror="document.title='owned'">\u202e\u0000`;

const { open, closing } = browserOfFile();

/** A viewer of a topic with rules in every state, one of them changed several times, and records that were put aside. */
async function serve() {
  const now = Date.now();
  const clock = { nowMs: now - 50 * HOUR };
  const rules = createFakeRules(clock);
  const viewer = closing(await serveViewer(0, { rules: rules.parts }));
  const structuring = {
    ...{ title: "Parts below the limit that add up above it", severity: "high", key: "pair" },
    ...{ window: { session: "10m" }, when: "total > limit && largest <= limit" },
  };
  const nearLimit = {
    ...{ title: "Several payments just below the limit", severity: "low", mode: "shadow", key: "origin" },
    ...{ window: { sliding: "24h", every: "1h" }, when: "near >= 3" },
    measure: { near: { count: "amount >= 0.8 * limit && amount <= limit" } },
  };
  const fanIn = { by: "anna", note: "Five payers bothered every shop." };
  await rules.put(versionOf("fan-in", 1), versionOf("structuring", 1, { rule: structuring }));
  await rules.put(
    versionOf("fan-in", 2, { ...fanIn, effectiveFrom: at(now - 20 * HOUR), parameters: { limit: 9_000 } }),
  );
  await rules.put(versionOf("just-below", 1, { effectiveFrom: at(now - HOUR), rule: nearLimit, by: "boris" }));
  await rules.put("no JSON", versionOf("structuring", 1, { rule: structuring }));
  await rules.put(versionOf("fan-in", 3, { effectiveFrom: at(now + HOUR), by: "anna", parameters: { limit: 9_500 } }));
  await rules.put(versionOf("old-rule", 1, { effectiveFrom: at(now - 9 * HOUR) }));
  await rules.put(versionOf("old-rule", 2, { effectiveFrom: at(now - HOUR), rule: undefined, removed: true }));
  const rates = (version: number, effectiveFrom: string, said: object) =>
    rules.put(JSON.stringify({ id: "rates", version, effectiveFrom, by: "anna", rates: { base: "EUR", ...said } }));
  await rates(1, at(now - 30 * HOUR), { USD: "0.92", JPY: "0.0061" });
  await rates(2, at(now - 2 * HOUR), { USD: "0.925", JPY: "0.0061", KWD: "3.05" });
  viewer.send(
    ruleAlertOf("target", { account: "ACC-1", rule: { version: 1 } }),
    ruleAlertOf("target", { account: "ACC-2", rule: { version: 2 } }),
    ruleAlertOf("pair"),
    ruleAlertOf("origin", { account: "ACC-3", rule: { id: "just-below", mode: "shadow", severity: "low" } }),
  );
  return { ...viewer, rules, now };
}

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test(`rules, ${size}, ${theme}: accessible, nothing cut off, a picture kept`, async () => {
      const viewer = await serve();
      const { page, complaints } = await open(`${viewer.url}/#/rules`, size, theme);
      await page.locator(".rule-card").first().waitFor();
      await page.waitForTimeout(300);
      await screenshot(page, `topic-rules-${size}-${theme}`);
      await page.locator(".rule-card", { hasText: "fan-in" }).locator("summary").click();
      await page.locator(".versions .version-note").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
      expect(await page.locator("#rules").evaluate((room) => room.scrollWidth <= room.clientWidth)).toBe(true);
      await page.locator("#rules").evaluate((room) => room.scrollTo(0, 500));
      await screenshot(page, `topic-rules-${size}-${theme}-versions`);
      await page.locator("#rules").evaluate((room) => room.scrollTo(0, 10_000));
      await screenshot(page, `topic-rules-${size}-${theme}-below`);
      expect(complaints).toEqual([]);
    });
  }
}

test("the head leads to the rules by keyboard, and a rule to its alerts", async () => {
  const viewer = await serve();
  const { page, complaints } = await open(viewer.url);
  await page.getByRole("link", { name: "Rules", exact: true }).focus();
  await page.keyboard.press("Enter");
  const card = page.getByRole("article", { name: "Many payers below the limit, one receiver" }).first();
  await card.getByText("2 alerts").waitFor();
  expect(await card.locator("dl.facts").textContent()).toContain("2 alerts, 1 of version 2");
  expect(await page.locator("#rules .figures dd").allInnerTexts()).toEqual(["2", "1", "1", "2"]);
  expect(await page.getByRole("link", { name: "Rules", exact: true }).getAttribute("aria-current")).toBe("page");
  await card.getByRole("button", { name: "2 alerts of fan-in" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("2 of 3 alerts, 1 shadow hidden").waitFor();
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await page.getByRole("button", { name: "1 alert of just-below" }).click();
  await page.getByText("1 of 4 alerts").waitFor();
  expect(complaints).toEqual([]);
});

test("rates stand beside the rules, with their versions", async () => {
  const viewer = await serve();
  const { page, complaints } = await open(`${viewer.url}/#/rules`);
  const card = page.getByRole("article", { name: "Rates to EUR, from JPY, KWD, USD" });
  await card.getByText("rates, version 2").waitFor();
  expect(await card.locator("dl.facts dt").allInnerTexts()).toEqual(["In force since", "Published"]);
  await card.getByText("All 2 versions").click();
  await card.getByText("Past").waitFor();
  expect(await card.locator(".versions pre").allInnerTexts()).toEqual([
    expect.stringContaining('KWD: "3.05"'),
    expect.not.stringContaining("KWD"),
  ]);
  expect(complaints).toEqual([]);
});

test("a new version comes by itself, what a reader has opened stays open, and so does his place", async () => {
  const viewer = await serve();
  const { page, complaints } = await open(`${viewer.url}/#/rules`);
  const summary = page.locator(".rule-card", { hasText: "structuring, version 1" }).locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.locator(".versions").waitFor();
  await viewer.rules.put(versionOf("brand-new", 1, { effectiveFrom: at(viewer.now - HOUR), by: "carla" }));
  await page.getByText("brand-new, version 1").first().waitFor();
  expect(await page.locator(".versions").count()).toBe(1);
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  viewer.rules.state.away = 'topic "fraud-rules" does not exist';
  await page.getByText('The topic is not read now: topic "fraud-rules" does not exist.').waitFor();
  expect(complaints).toEqual([]);
});

test("without --rules-topic the head has no link to rules, and whoever comes by one is told", async () => {
  const viewer = closing(await serveViewer());
  const { page } = await open(`${viewer.url}/#/rules`);
  await page.getByText("This viewer shows no rules.").waitFor();
  expect(await page.getByRole("link", { name: "Rules", exact: true }).count()).toBe(0);
});

for (const size of Object.keys(SIZES) as Size[]) {
  test(`hostile texts of rules are text and fit, ${size}`, async () => {
    const viewer = await serve();
    const title = `${HOSTILE}${"W".repeat(100)}`;
    const rule = { title, key: "target", window: { session: "6h" }, when: `origin != "${"x".repeat(300)}"`, where: "" };
    const hostile = { ...rule, where: `origin != "${"<b>".repeat(90)}"`, when: "total > 1" };
    const texts = { by: HOSTILE, note: `${HOSTILE}${"n".repeat(500)}`, effectiveFrom: at(viewer.now - HOUR) };
    await viewer.rules.put(versionOf("h".repeat(64), 1, { ...texts, rule: hostile }));
    await viewer.rules.put(JSON.stringify({ [`${HOSTILE}${"k".repeat(400)}`]: 1 }), versionOf("bad", 1, { rule }));
    const { page, complaints } = await open(`${viewer.url}/#/rules`, size);
    const card = page.locator(".rule-card", { hasText: "hhhh" });
    await card.locator("summary").click();
    await page.locator(".versions").waitFor();
    await card.scrollIntoViewIfNeeded();
    await screenshot(page, `topic-rules-hostile-${size}`);
    expect(await page.locator("#rules :is(img, b, script)").count()).toBe(0);
    expect(await page.locator("#rules").textContent()).toContain("\\u202e\\u0000");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await page.locator("#rules").evaluate((room) => room.scrollWidth <= room.clientWidth)).toBe(true);
    expect(await page.title()).toBe("Fraud alerts");
    expect(complaints).toEqual([]);
  });
}
