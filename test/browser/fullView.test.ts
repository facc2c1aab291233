import type { Browser } from "playwright-core";
import { revised } from "../viewer/alerts";
import { launchBrowser, openPage } from "./browser";
import { manyAlerts, serveViewer } from "./viewerServer";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("alerts that keep coming over a full view are all shown, and the page answers its reader meanwhile", async () => {
  const viewer = await serveViewer(0, { maxAlerts: 10_000 });
  const alerts = manyAlerts(11_000).map((alert) => revised(alert));
  viewer.send(...alerts.slice(0, 10_000));
  const { page, complaints, close } = await openPage(browser, viewer.url);
  await page.getByText("10,000 alerts").waitFor();
  const newest = page.locator("#rows .row[aria-rowindex='2']");
  for (let i = 0; i < 20; i++) {
    viewer.send(...alerts.slice(10_000 + i * 50, 10_050 + i * 50));
    await page.waitForTimeout(50);
    if (i !== 10) continue;
    await page.getByLabel("Account").fill("Acme");
    await page.getByText(/ of 10,000 alerts$/).waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
  }
  await page.locator(`#rows .row[data-id="${alerts[10_999].id}"]`).waitFor();
  expect(await newest.getAttribute("data-id")).toBe(alerts[10_999].id);
  await page.getByText("1,000 so far, the newest stay (at most 10,000)").waitFor();
  expect(await page.textContent("#found")).toBe("10,000 alerts");
  expect(complaints).toEqual([]);
  await close();
  await viewer.close();
});
