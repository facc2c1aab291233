import { readFileSync } from "node:fs";
import type axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, openPage, SIZES, type Size, screenshot, type Theme } from "./browser";
import { manyAlerts, serveViewer } from "./viewerServer";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let viewer: Awaited<ReturnType<typeof serveViewer>>;
beforeAll(async () => {
  browser = await launchBrowser();
  viewer = await serveViewer();
  viewer.send(...manyAlerts(180));
});
afterAll(async () => {
  await browser.close();
  await viewer.close();
});

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test.each(["list", "detail", "overview"])(
      `%s, ${size}, ${theme}: accessible, nothing cut off, a picture kept`,
      async (view) => {
        const { page, complaints, close } = await openPage(browser, `${viewer.url}/`, size, theme);
        await page.waitForSelector("#rows .row");
        if (view === "detail") await page.locator("#rows .row").nth(4).click();
        if (view === "overview" && size === "phone") await page.getByRole("link", { name: "Overview" }).click();
        if (view !== "list" || size === "desktop") await page.locator("#side .graph canvas").first().waitFor();
        await page.waitForTimeout(300);
        await screenshot(page, `${view}-${size}-${theme}`);
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
        expect(complaints).toEqual([]);
        await close();
      },
    );
  }
}

/** What axe finds against WCAG 2.2 A and AA. It is evaluated by the debugger, which the page's policy does not bind. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const result = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
