import type { Browser, Page } from "playwright-core";
import type { Alert } from "../../transforms/alert";
import { alertOf, revised } from "../viewer/alerts";
import { createFakeReviews, PEOPLE } from "../viewer/fakeReviews";
import { createFakeRules, versionOf } from "../viewer/fakeRules";
import { ruleAlertOf } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { launchBrowser, openPage, SIZES, type Size, screenshot, type Theme } from "./browser";
import { serveViewer } from "./viewerServer";

const HOSTILE = `<img src=x onerror="document.title='owned'">\u202e`;
const HOUR = 3_600_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** A viewer with decisions and a few alerts, the newest first. */
async function serve(people: readonly (typeof PEOPLE)[number][] | readonly Named[] = PEOPLE) {
  const reviews = createFakeReviews();
  const clock = { nowMs: Date.now() - HOUR };
  const rules = createFakeRules(clock);
  const viewer = await serveViewer(0, { people: () => people, reviews: reviews.parts(), rules: rules.parts });
  opened.push(viewer.close);
  await rules.put(versionOf("fan-in", 1));
  const alerts: Alert[] = Array.from({ length: 6 }, (_, i) =>
    ruleAlertOf("target", { account: `ACC-${i + 1}`, rule: { version: 1 }, startMs: Date.now() - (i + 2) * 600_000 }),
  );
  viewer.send(...alerts.toReversed());
  return { ...viewer, reviews, rules, alerts };
}

interface Named {
  name: string;
  role: "reviewer" | "viewer";
  token: string;
}

/** A browser in which somebody has shown his token. */
async function open(url: string, name: string, { size = "desktop" as Size, theme = "light" as Theme, hash = "" } = {}) {
  const { page, complaints, close } = await openPage(browser, url, size, theme);
  opened.push(close);
  await page.locator("input[name=token]").fill(`token-of-${name}-0123456`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-state=live]");
  if (hash !== "") await page.goto(`${url}/${hash}`);
  return { page, complaints };
}

const bar = (page: Page) => page.getByRole("region", { name: "Decision" });
const button = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const row = (page: Page, alert: Alert) => page.locator(`.rows [data-id="${alert.id}"]`);
const toast = (page: Page) => page.getByRole("region", { name: "What was decided" });

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test(`decisions, ${size}, ${theme}: accessible, nothing cut off, a picture kept`, async () => {
      const { url, alerts } = await serve();
      const { page, complaints } = await open(url, "ana", { size, theme });
      await row(page, alerts[0]).click();
      await bar(page).getByLabel("Note").fill("called the customer, who knows nothing of it");
      await button(page, "Escalate").click();
      await bar(page).getByText("Escalated by ana, just now").waitFor();
      await bar(page).getByLabel("Note").fill("the branch has seen the papers");
      await button(page, "Confirm").click();
      await page.waitForFunction((id) => location.hash.endsWith(id), encodeURIComponent(alerts[1].id));
      await button(page, "Dismiss").click();
      await button(page, "Take").click();
      await bar(page).getByText("Taken by ana, just now").waitFor();
      await button(page, "Put off …").click();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
      await screenshot(page, `reviews-${size}-${theme}-put-off`);
      await page.goto(`${url}/#/alert/${encodeURIComponent(alerts[0].id)}`);
      await bar(page).getByText("Confirmed by ana on").waitFor();
      await bar(page).getByRole("list").waitFor();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      await screenshot(page, `reviews-${size}-${theme}-alert`);
      await page.goto(`${url}/#/`);
      for (const alert of alerts.slice(3, 5)) await row(page, alert).click({ modifiers: ["Control"] });
      await page.getByText("2 marked").waitFor();
      expect(await violations(page)).toEqual([]);
      await screenshot(page, `reviews-${size}-${theme}-list`);
      await page.goto(`${url}/#/rules`);
      await page.getByText("Confirmed 1, dismissed 1, open 4").waitFor();
      await screenshot(page, `reviews-${size}-${theme}-rules`);
      expect(complaints.filter((text) => !text.includes("401"))).toEqual([]);
    });
  }
}
