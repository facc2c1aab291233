import type { Page } from "playwright-core";
import { alertOf } from "../viewer/alerts";
import { ruleAlertOf } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { SIZES, type Size, screenshot, type Theme } from "./browser";
import { browserOfFile } from "./pages";
import { ruleAlertsOfADay } from "./ruleAlertsOfADay";
import { serveViewer } from "./viewerServer";

const HOSTILE = `<img src=x onerror="document.title='owned'">/..%2f"`;
const BUSY = "DE89 3704 0044 0532 0130 00";

const { open, closing } = browserOfFile();

async function serve() {
  const viewer = closing(await serveViewer());
  viewer.send(...ruleAlertsOfADay(200), ruleAlertOf("account", { account: HOSTILE, rule: { severity: "critical" } }));
  return viewer;
}

const isWhole = (page: Page, room: string, size: Size) =>
  Promise.all([
    page.evaluate(() => document.documentElement.scrollWidth).then((width) => width === SIZES[size].width),
    page.locator(room).evaluate((place) => place.scrollWidth <= place.clientWidth),
  ]);

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test(`cases and an account, ${size}, ${theme}: accessible, nothing cut off, a picture kept`, async () => {
      const viewer = await serve();
      const { page, complaints } = await open(`${viewer.url}/#/cases`, size, theme);
      await page.getByRole("region", { name: "Whom alerts are about" }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await isWhole(page, "#cases", size)).toEqual([true, true]);
      await screenshot(page, `cases-${size}-${theme}`);

      await page.locator("#cases").getByRole("link", { name: BUSY }).first().click();
      await page.locator("#account .graph canvas").first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await isWhole(page, "#account", size)).toEqual([true, true]);
      await screenshot(page, `account-${size}-${theme}`);
      await page.locator("#account").evaluate((room) => room.scrollTo(0, 800));
      await screenshot(page, `account-lower-${size}-${theme}`);
      expect(complaints).toEqual([]);
    });
  }
}

test("the worst case stands first, and heads order by what they name", async () => {
  const viewer = await serve();
  const { page } = await open(`${viewer.url}/#/cases`);
  const first = page.locator("#cases tbody tr").first();
  await first.waitFor();
  expect(await first.locator(".severity").textContent()).toBe("Critical");
  await page.getByRole("button", { name: "Alerts", exact: true }).click();
  expect(await first.locator(".who").textContent()).toBe(BUSY);
  expect(await page.locator("#cases th[aria-sort=descending]").textContent()).toBe("Alerts");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Alerts");
});

test("a name from outside leads to its account, and does nothing else", async () => {
  const viewer = await serve();
  const { page, complaints } = await open(`${viewer.url}/#/cases`);
  await page.locator("#cases").getByRole("link", { name: HOSTILE }).click();
  await page.locator("#account-title").waitFor();
  expect(await page.locator("#account-title").textContent()).toContain(HOSTILE);
  expect(await page.title()).not.toContain("owned");
  // And back, as everywhere.
  await page.goBack();
  await page.getByRole("region", { name: "Whom alerts are about" }).waitFor();
  expect(complaints).toEqual([]);
});

test("an alert's names lead to their accounts, and from there to the list and to other alerts", async () => {
  const viewer = closing(await serveViewer());
  viewer.send(
    alertOf({ origin: "A", target: "B" }),
    alertOf({ origin: "B", target: "C", startMs: Date.now() - 60_000 }),
  );
  const { page } = await open(viewer.url);
  await page.locator(".rows .row").last().click();
  await page.locator("#side .detail-head").getByRole("link", { name: "B" }).click();
  const account = page.locator("#account");
  await account.getByText("With whom").waitFor();
  expect(await account.locator(".figures").textContent()).toMatch(
    /In, 2 payments23,597.00Out, 2 payments23,597.00Kept0.00/,
  );
  await account.locator(".account-alerts a").first().click();
  await page.locator("#detail-title").waitFor();
  await page.goBack();
  await account.getByRole("button", { name: "Filter the list by it" }).click();
  await page.waitForFunction(() => document.body.dataset.view === "list");
  expect(await page.locator("#found").textContent()).toContain("2 of 2 alerts");
});

test("new payments of the account that is open are shown, and the reader keeps his place", async () => {
  const viewer = closing(await serveViewer());
  viewer.send(
    ...Array.from({ length: 30 }, (_, i) =>
      alertOf({ origin: "A", target: `T${i}`, startMs: Date.now() - i * 60_000 }),
    ),
  );
  const { page } = await open(`${viewer.url}/#/account/A`);
  const room = page.locator("#account");
  await room.getByText("With whom").waitFor();
  await room.getByRole("link", { name: "T5" }).first().focus();
  await room.evaluate((place) => place.scrollTo(0, 300));
  viewer.send(alertOf({ origin: "Z", target: "A", cents: [99_999_900] }));
  await room.getByRole("link", { name: "Z", exact: true }).first().waitFor();
  expect(await room.evaluate((place) => Math.round(place.scrollTop))).toBe(300);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("T5");
});

test("an account that no alert names is told so", async () => {
  const viewer = await serve();
  const { page } = await open(`${viewer.url}/#/account/nobody`);
  await page.getByText("No alert in view names this account").waitFor();
  await page.goto(`${viewer.url}/#/account/%E0%A4%A`);
  await page.getByText("names no account that can be read").waitFor();
});
