import type { Browser } from "playwright-core";
import { violations } from "./accessibility";
import { launchBrowser, openPage, SIZES, type Size, screenshot, type Theme } from "./browser";
import { manyAlerts, serveViewer } from "./viewerServer";

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
