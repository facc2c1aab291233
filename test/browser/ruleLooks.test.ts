import type { Browser } from "playwright-core";
import type { KeyName } from "../../rules/keys/keys";
import { START_MS } from "../viewer/alerts";
import { ruleAlertOf, withdrawn } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { launchBrowser, openPage, SIZES, type Size, screenshot, type Theme } from "./browser";
import { ruleAlertsOfADay } from "./ruleAlertsOfADay";
import { serveViewer } from "./viewerServer";

const KEYS: KeyName[] = ["pair", "origin", "target", "account", "between"];
/** Below what is seen of the list, by their age. */
const ofKey = (key: KeyName) => ruleAlertOf(key, { account: `ACC-${key}`, other: `OTHER-${key}`, startMs: START_MS });
const taken = withdrawn(ruleAlertOf("account", { account: "ACC-77", startMs: START_MS }));

let browser: Browser;
let viewer: Awaited<ReturnType<typeof serveViewer>>;
beforeAll(async () => {
  browser = await launchBrowser();
  viewer = await serveViewer();
  viewer.send(...KEYS.map(ofKey), taken, ...ruleAlertsOfADay(120));
});
afterAll(async () => {
  await browser.close();
  await viewer.close();
});

const VIEWS = ["list", "overview", "withdrawn", ...KEYS] as const;

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test.each(VIEWS)(`%s of rules, ${size}, ${theme}: accessible, nothing cut off, a picture kept`, async (view) => {
      const id = view === "withdrawn" ? taken.id : view === "list" || view === "overview" ? "" : ofKey(view).id;
      const hash = id === "" ? (view === "overview" ? "#/overview" : "#/") : `#/alert/${id}`;
      const { page, complaints, close } = await openPage(browser, `${viewer.url}/${hash}`, size, theme);
      await page.locator("[data-state=live]").waitFor();
      if (view === "list") await page.locator("#rows .row .rule-id").first().waitFor();
      if (view !== "list") await page.locator("#side .graph canvas").first().waitFor();
      await page.waitForTimeout(300);
      await screenshot(page, `rules-${view}-${size}-${theme}`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
      expect(complaints).toEqual([]);
      if (view !== "list") await page.locator("#side").evaluate((side) => side.scrollTo(0, 900));
      if (view !== "list") await screenshot(page, `rules-${view}-${size}-${theme}-below`);
      await close();
    });
  }
}
