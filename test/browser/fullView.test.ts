import type { Browser } from "playwright-core";
import { revised } from "../viewer/alerts";
import { launchBrowser, openPage } from "./browser";
import { manyAlerts, serveViewer } from "./viewerServer";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("50 alerts a second stay smooth over a full view", async () => {
  const viewer = await serveViewer(0, { maxAlerts: 10_000 });
  const alerts = manyAlerts(11_000);
  viewer.send(...alerts.slice(0, 10_000));
  const { page, close } = await openPage(browser, viewer.url);
  await page.getByText("10,000 alerts").waitFor();
  await page.waitForTimeout(2_000);
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    requestAnimationFrame(function note(now) {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    });
  });
  for (let i = 0; i < 60; i++) {
    const batch = alerts.slice(10_000 + i * 5, 10_005 + i * 5);
    viewer.send(...batch.map((alert) => revised(alert)));
    await page.waitForTimeout(100);
  }
  const frames = (await page.evaluate(() => (window as unknown as { frames: number[] }).frames)).sort((a, b) => a - b);
  const at = (share: number) => Math.round(frames[Math.floor(frames.length * share)]);
  console.log(
    `frames ${frames.length}, median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms`,
  );
  expect(at(0.5)).toBeLessThan(40);
  expect(at(0.95)).toBeLessThan(100);
  await close();
  await viewer.close();
});
