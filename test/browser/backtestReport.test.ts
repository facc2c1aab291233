import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { reportPage } from "../../pipelines/backtest/report/reportPage";
import { runBacktest } from "../../pipelines/backtest/runBacktest";
import { fileOf, folder, optionsOf, RULES } from "../pipelines/backtest/archive";
import { at, tx } from "../transforms/payments";
import { violations } from "./accessibility";
import { launchBrowser, openPage, SIZES, type Size, screenshot, type Theme } from "./browser";

/** An account whose name would run a script, if anything read it as HTML. */
const HOSTILE = `<img src=x onerror=document.title='run'><script>document.title='run'</script>"'&`;

let browser: Browser;
let url: string;
let text: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const dir = folder();
  const payments = Array.from({ length: 12 }, (_, i) => {
    const from = i % 2 === 0 ? HOSTILE : `a${i}`;
    return [
      tx(from, `b${i}`, 4_000 + 300 * i, at(i * 1_000)),
      tx(from, `b${i}`, 5_000, at(i * 1_000 + 3)),
      tx(`p${i}`, "shop", 6_000, at(i * 1_000 + 4)),
    ];
  }).flat();
  const archive = fileOf(dir, "payments.txt", payments);
  const rules = join(dir, "rules.yaml");
  writeFileSync(rules, RULES.replace("Parts that add up", "'<b>Parts</b> that <script>add</script> up'"));
  const today = join(dir, "today.yaml");
  writeFileSync(today, RULES.replace("limit: 10000", "limit: 9500"));
  const truth = fileOf(dir, "truth.csv", [
    "payment,kind,scheme,honest",
    "19,<i>parts</i>,</style><script>s1,",
    "20,<i>parts</i>,</style><script>s1,",
    "16,parts,s2,",
    "22,rent,r,true",
  ]);
  const backtest = await runBacktest(
    optionsOf(
      ...["--input", archive, "--rules", rules, "--against", today, "--truth", truth],
      ...[
        "--sweep",
        "parts.limit=5000..14000/1500",
        "--sweep",
        "payers.limit=8000..20000/4000",
        "--sweep",
        "payers.small=100,500,900",
      ],
    ),
  );
  text = reportPage(backtest);
  expect(reportPage(backtest)).toBe(text);
  const file = join(dir, "report.html");
  writeFileSync(file, text);
  url = `file://${file}`;
});
afterAll(() => browser.close());

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test(`the report, ${size}, ${theme}: accessible, nothing cut off, nothing loaded, a picture kept`, async () => {
      const { page, complaints, close } = await openPage(browser, url, size, theme);
      await screenshot(page, `backtest-${size}-${theme}`);
      // What is open on a phone lies far below, where looking takes minutes.
      if (size === "desktop") {
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
      expect(await page.evaluate(() => performance.getEntriesByType("resource").length)).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    });
  }
}

test("hostile names are text: nothing runs, no element comes of them", async () => {
  const { page, complaints, close } = await openPage(browser, url);
  expect(await page.title()).toMatch(/^Backtest of /);
  expect(await page.locator("script, img, i, main b b").count()).toBe(0);
  expect(await page.textContent("main")).toContain(HOSTILE);
  expect(complaints).toEqual([]);
  await close();
});

test("each alert of a change opens, with its reason and its payments", async () => {
  const { page, close } = await openPage(browser, url);
  const alert = page.locator("section", { hasText: "What changes" }).locator("details").first();
  expect(await alert.locator("table").isVisible()).toBe(false);
  await alert.locator("summary").click();
  expect(await alert.locator("tbody tr").count()).toBeGreaterThan(0);
  expect(await alert.textContent()).toMatch(/Parts that add up|Seen twice/);
  await close();
});

test("plots show the present setting, and maps every point of a grid", async () => {
  const { page, close } = await openPage(browser, url);
  const curve = page.locator("svg[aria-label^='Precision against recall of parts']");
  expect(await curve.locator("circle[r='9']").count()).toBe(1);
  expect(await page.locator("svg[aria-label^='Alerts a day of payers'] rect").count()).toBeGreaterThanOrEqual(12);
  await close();
});
