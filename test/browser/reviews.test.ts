import type { Page } from "playwright-core";
import type { Alert } from "../../transforms/alert";
import type { KnownPerson } from "../../viewer/people/peopleFile";
import { revised } from "../viewer/alerts";
import { createFakeReviews, PEOPLE } from "../viewer/fakeReviews";
import { createFakeRules, versionOf } from "../viewer/fakeRules";
import { ruleAlertOf } from "../viewer/ruleAlerts";
import { violations } from "./accessibility";
import { SIZES, type Size, screenshot, type Theme } from "./browser";
import { browserOfFile } from "./pages";
import { serveViewer } from "./viewerServer";

const HOSTILE = `<img src=x onerror="document.title='owned'">\u202e`;
const HOUR = 3_600_000;

const { openFresh, closing } = browserOfFile();

/** A viewer with decisions and a few alerts, the newest first. */
async function serve(people: readonly KnownPerson[] = PEOPLE) {
  const reviews = createFakeReviews();
  const clock = { nowMs: Date.now() - HOUR };
  const rules = createFakeRules(clock);
  const viewer = closing(await serveViewer(0, { people: () => people, reviews: reviews.parts(), rules: rules.parts }));
  await rules.put(versionOf("fan-in", 1));
  const alerts: Alert[] = Array.from({ length: 6 }, (_, i) =>
    ruleAlertOf("target", { account: `ACC-${i + 1}`, rule: { version: 1 }, startMs: Date.now() - (i + 2) * 600_000 }),
  );
  viewer.send(...alerts.toReversed());
  return { ...viewer, reviews, rules, alerts };
}

/** A browser in which somebody has shown his token. */
async function open(url: string, name: string, { size = "desktop" as Size, theme = "light" as Theme, hash = "" } = {}) {
  const { page, complaints } = await openFresh(url, size, theme);
  await page.locator("input[name=token]").fill(`token-of-${name}-0123456`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-state=live]");
  if (hash !== "") await page.goto(`${url}/${hash}`);
  return { page, complaints };
}

const bar = (page: Page) => page.getByRole("region", { name: "Decision" });
const button = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const row = (page: Page, alert: Alert) => page.locator(`.rows [data-id="${alert.id}"]`);
const isOpen = (page: Page, { id }: Alert) =>
  page.waitForFunction((id) => location.hash.startsWith(`#/alert/${id}`), encodeURIComponent(id));
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
      await isOpen(page, alerts[1]);
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

test("a person takes an alert, dismisses it with a note, comes to the next one, and takes it back", async () => {
  const { url, alerts, reviews } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  await bar(page).getByText("Open", { exact: true }).waitFor();
  await button(page, "Take").click();
  await bar(page).getByText("Taken by ana, just now").waitFor();
  expect(await row(page, alerts[0]).locator(".status").textContent()).toBe("FinalTaken by ana");
  await bar(page).getByLabel("Note").fill(" known payroll ");
  await button(page, "Dismiss").click();
  await isOpen(page, alerts[1]);
  await page.locator(".rows .decided", { hasText: "ACC-1" }).waitFor();
  expect(await bar(page).getByLabel("Note").inputValue()).toBe("");
  await toast(page).getByText("Dismissed.").waitFor();
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await isOpen(page, alerts[0]);
  await bar(page).getByText("Taken by ana, just now").waitFor();
  const history = bar(page).getByRole("listitem");
  await history.nth(2).waitFor();
  expect((await history.allInnerTexts()).map((text) => text.replace(/^.* UTC\s+/s, ""))).toEqual([
    "Taken back by ana",
    "Dismissed by ana: known payroll (taken back)",
    "Taken by ana",
  ]);
  expect(await history.locator("s").allInnerTexts()).toEqual(["Dismissed by ana: known payroll"]);
  expect(reviews.written.map(({ value }) => JSON.parse(String(value)).action)).toEqual(["take", "dismiss", "undo"]);
});

test("of two at once the second is told who was first, and sees what became of it", async () => {
  const { url, alerts, reviews } = await serve();
  const [ana, ben] = [await open(url, "ana"), await open(url, "ben")];
  let letGo = () => {};
  reviews.state.gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  for (const { page } of [ana, ben]) await row(page, alerts[0]).click();
  await bar(ben.page).getByLabel("Note").fill("mine, please");
  await button(ana.page, "Take").click();
  await ana.page.locator(".review-actions[aria-busy=true]").waitFor();
  expect(await button(ana.page, "Take").isDisabled()).toBe(true);
  await button(ben.page, "Escalate").click();
  await ben.page.locator(".review-actions[aria-busy=true]").waitFor();
  letGo();
  const told = bar(ben.page).getByRole("alert");
  await told.getByText("This does not count: ana was first and took it.").waitFor();
  await bar(ben.page).getByText("Taken by ana, just now").waitFor();
  expect(await bar(ben.page).getByLabel("Note").inputValue()).toBe("mine, please");
  expect(await row(ben.page, alerts[0]).locator("[data-review]").getAttribute("title")).toBe("ana");
  await screenshot(ben.page, "reviews-late");
  expect(await violations(ben.page)).toEqual([]);
  await button(ben.page, "Escalate").click();
  await bar(ana.page).getByText("Escalated by ben, just now: mine, please").waitFor();
  expect(await told.textContent()).toBe("");
});

test("several at once: those that count are told, and why the others do not; all are taken back together", async () => {
  const { url, alerts } = await serve();
  const [ana, ben] = [await open(url, "ana"), await open(url, "ben")];
  const { page } = ana;
  for (const alert of alerts.slice(0, 3)) await row(page, alert).click({ modifiers: ["Shift"] });
  expect(await page.evaluate(() => String(getSelection()))).toBe("");
  const marked = page.getByRole("region", { name: "Marked alerts" });
  await marked.getByText("3 marked").waitFor();
  expect(await row(page, alerts[0]).locator(".amount").textContent()).toBe("✓ marked, 19,677.07");
  await row(ben.page, alerts[1]).click();
  await button(ben.page, "Dismiss").click();
  await page.locator(".rows .decided", { hasText: "ACC-2" }).waitFor();
  await marked.getByRole("button", { name: "Take" }).click();
  await marked.getByRole("alert").getByText("1 alert not: it is dismissed: take is for what is open").waitFor();
  await marked.getByText("1 marked").waitFor();
  await toast(page).getByText("Taken: 2 alerts.").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".rows [data-review=taken]").length === 2);
  await screenshot(page, "reviews-several");
  expect(await violations(page)).toEqual([]);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await toast(page).getByText("Taken back: 2 alerts.").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".rows [data-review=taken]").length === 0);
  await marked.getByRole("button", { name: "Clear" }).click();
  await marked.waitFor({ state: "hidden" });
});

test("by keyboard only: mark, decide, undo, next for me; keys of decisions stand in the help of who may decide", async () => {
  const { url, alerts } = await serve();
  const { page } = await open(url, "ana");
  await page.keyboard.press("n");
  await isOpen(page, alerts[5]);
  await bar(page).getByText("Taken by ana, just now").waitFor();
  await page.keyboard.press("c");
  await isOpen(page, alerts[0]);
  await bar(page).getByText("Open", { exact: true }).waitFor();
  await page.keyboard.press("u");
  await isOpen(page, alerts[5]);
  await bar(page).getByText("Taken by ana, just now").waitFor();
  await page.keyboard.press("e");
  await bar(page).getByText("Escalated by ana, just now").waitFor();
  await page.keyboard.press("o");
  await bar(page).getByText("Open again by ana, just now").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.matches(".rows .row"));
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("x");
  await page.getByText("2 marked").waitFor();
  await page.keyboard.press("d");
  await toast(page).getByText("Dismissed: 2 alerts.").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".rows .decided").length === 2);
  await page.keyboard.press("?");
  expect(await page.locator("#keys kbd").allInnerTexts()).toEqual([..."jk/tcdeounx?"]);
  await screenshot(page, "reviews-keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await isOpen(page, alerts[0]);
  await bar(page).getByText("Open", { exact: true }).waitFor();
  await bar(page).getByLabel("Note").focus();
  await page.keyboard.type("td");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await bar(page).getByText("Taken by ana, just now: td").waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("review-state");
});

test("put off: a reason is asked for, the alert leaves the list, the filter finds it, and it can be taken back", async () => {
  const { url, alerts, send } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[2]).click();
  await button(page, "Put off …").click();
  await bar(page).getByLabel("Put off for").selectOption("1 week");
  await button(page, "Put off").click();
  await bar(page).getByRole("alert").getByText("Say why they are put off.").waitFor();
  await bar(page).getByLabel("Reason").fill("a feast");
  await button(page, "Put off").click();
  await isOpen(page, alerts[3]);
  await page.getByText("5 alerts, 1 put off hidden").waitFor();
  const [csv, json] = ["CSV", "JSON"].map((name) => page.getByRole("link", { name }));
  expect(await csv.getAttribute("href")).toContain("snoozed=no");
  const answer = await page.request.get(new URL((await json.getAttribute("href")) ?? "", url).href);
  expect(await answer.json()).toHaveLength(5);
  send(ruleAlertOf("target", { account: "ACC-3", rule: { version: 1 }, startMs: Date.now() + HOUR }));
  await page.getByText("5 alerts, 2 put off hidden").waitFor();
  await page.getByLabel("Review").selectOption("Put off");
  await page.getByText("2 of 7 alerts").waitFor();
  expect(await csv.getAttribute("href")).toContain("review=snoozed");
  await row(page, alerts[2]).click();
  await bar(page)
    .getByText(/^Put off until .* UTC by ana: a feast$/)
    .first()
    .waitFor();
  await screenshot(page, "reviews-put-off-list");
  expect(await violations(page)).toEqual([]);
  await button(page, "Undo").click();
  await page.getByText("0 of 7 alerts").waitFor();
  await page.getByLabel("Review").selectOption("Open");
  await page.getByText("7 of 7 alerts").waitFor();
});

test("what was dismissed says that it has grown, and is open again once it is twice as much", async () => {
  const { url, alerts, send } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  await bar(page).getByLabel("Note").fill("small");
  await button(page, "Dismiss").click();
  await isOpen(page, alerts[1]);
  await page.goBack();
  await bar(page).getByText("Dismissed by ana on").waitFor();
  send(revised(alerts[0], { totalAmount: "20000" }));
  await bar(page)
    .getByText(/^Dismissed by ana on .*: small \(the total grew by 322.93 since\)$/)
    .waitFor();
  send(revised(alerts[0], { revision: alerts[0].revision + 2, totalAmount: "50000.5" }));
  await bar(page)
    .getByText(/^Open again: its total has grown by 30,323.43 since it was dismissed by ana on .* UTC: small$/)
    .waitFor();
  await row(page, alerts[0]).getByText("Has grown").waitFor();
  expect(await page.locator(".rows .decided").count()).toBe(0);
  await screenshot(page, "reviews-open-again");
  expect(await violations(page)).toEqual([]);
  await button(page, "Take").click();
  await bar(page).getByText("Taken by ana, just now").waitFor();
});

test("a key that is held and a second click decide about nothing that has just come up", async () => {
  const { url, alerts, reviews } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  await bar(page).getByText("Open", { exact: true }).waitFor();
  await page.keyboard.down("c");
  await isOpen(page, alerts[1]);
  await page.locator("#detail-title").getByText("ACC-2").waitFor();
  for (let i = 0; i < 5; i++) await page.keyboard.down("c");
  await page.keyboard.up("c");
  const box = await button(page, "Dismiss").boundingBox();
  const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + 10];
  await page.mouse.click(x, y);
  await isOpen(page, alerts[2]);
  await page.locator("#detail-title").getByText("ACC-3").waitFor();
  await page.mouse.move(x, y);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await button(page, "Take").click();
  await bar(page).getByText("Taken by ana, just now").waitFor();
  expect(reviews.written.map(({ value }) => JSON.parse(String(value)).action)).toEqual(["confirm", "dismiss", "take"]);
});

test("mine are those that I have taken", async () => {
  const { url, alerts } = await serve();
  const [ana, ben] = [await open(url, "ana"), await open(url, "ben")];
  for (const [{ page }, alert] of [
    [ana, alerts[0]],
    [ben, alerts[1]],
  ] as const) {
    await row(page, alert).click();
    await button(page, "Take").click();
    await bar(page).getByText("Taken by").first().waitFor();
  }
  await ana.page.getByLabel("Review").selectOption("Mine");
  await ana.page.getByText("1 of 6 alerts").waitFor();
  expect(await row(ana.page, alerts[0]).count()).toBe(1);
  const href = await ana.page.getByRole("link", { name: "JSON" }).getAttribute("href");
  expect(href).toContain("review=taken&reviewer=ana");
  await ana.page.reload();
  await ana.page.getByText("1 of 6 alerts").waitFor();
});

test("a name and a note are text, whatever they hold", async () => {
  const name = `eve ${HOSTILE}`;
  const { url, alerts } = await serve([{ name, role: "reviewer", token: "token-of-eve-0123456" }]);
  const { page, complaints } = await open(url, "eve", { size: "phone" });
  await row(page, alerts[0]).click();
  await bar(page)
    .getByLabel("Note")
    .fill(`${HOSTILE}${"W".repeat(1_900)}`);
  await button(page, "Escalate").click();
  await bar(page).getByText("Escalated by eve").first().waitFor();
  await bar(page).getByRole("listitem").waitFor();
  expect(await page.locator(":is(.review, .rows) :is(img, script)").count()).toBe(0);
  expect(await bar(page).textContent()).toContain("\\u202e");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES.phone.width);
  expect(await page.locator("#side").evaluate((side) => side.scrollWidth <= side.clientWidth)).toBe(true);
  await screenshot(page, "reviews-hostile");
  expect(await page.title()).toBe("Fraud alerts");
  expect(complaints.filter((text) => !text.includes("401"))).toEqual([]);
});

test("who may only read is told why, and has neither buttons nor keys of decisions", async () => {
  const { url, alerts } = await serve();
  const { page } = await open(url, "vic");
  await row(page, alerts[0]).click();
  await bar(page).getByText("vic can read and not decide: it takes the role reviewer").waitFor();
  expect(await bar(page).getByRole("button").count()).toBe(0);
  expect(await bar(page).getByLabel("Note").isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Next for me" }).count()).toBe(0);
  await screenshot(page, "reviews-read-only");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("?");
  expect(await page.locator("#keys kbd").allInnerTexts()).toEqual(["j", "k", "/", "?"]);
});

test("a viewer without decisions has nothing of them", async () => {
  const viewer = closing(await serveViewer());
  const alert = ruleAlertOf("target");
  viewer.send(alert);
  const { page } = await openFresh(viewer.url);
  await row(page, alert).click();
  await page.locator("#detail-title").waitFor();
  expect(await bar(page).count()).toBe(0);
  expect(await page.getByLabel("Review").isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Next for me" }).count()).toBe(0);
});

test("a note that is being written outlives a revision, with focus and place, and a look at another alert", async () => {
  const { url, alerts, send } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  const note = bar(page).getByLabel("Note");
  await note.fill("half a sen");
  await page.keyboard.press("ArrowLeft");
  const drawn = await page.locator("#side .chart").elementHandle();
  send(revised(alerts[0], { timing: "LATE" }));
  await page.locator("#side .detail-head").getByText("Corrected").waitFor();
  expect(await drawn?.evaluate((chart) => chart.isConnected)).toBe(false);
  expect(await note.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type("d");
  expect(await note.inputValue()).toBe("half a sedn");
  await page.getByRole("button", { name: "Next alert" }).click();
  await page.locator("#detail-title").getByText("ACC-2").waitFor();
  expect(await note.inputValue()).toBe("");
  await page.getByRole("button", { name: "Previous alert" }).click();
  await page.locator("#detail-title").getByText("ACC-1").waitFor();
  expect(await note.inputValue()).toBe("half a sedn");
});

test("a decision is shown without drawing the alert anew", async () => {
  const { url, alerts } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  await bar(page).getByText("Open", { exact: true }).waitFor();
  const chart = await page.locator("#side .chart canvas").elementHandle();
  await button(page, "Take").click();
  await bar(page).getByText("Taken by ana, just now").waitFor();
  expect(await chart?.evaluate((element) => element.isConnected)).toBe(true);
});

test("where the viewer does not answer the same decision is sent again, and counts once", async () => {
  const { url, alerts, reviews } = await serve();
  const { page } = await open(url, "ana");
  const sent: { decisions: { id: string }[] }[] = [];
  await page.route("**/api/decisions", async (route) => {
    sent.push(route.request().postDataJSON());
    // It comes to count, and the answer is lost.
    await route.fetch();
    if (sent.length === 1) await route.abort();
    else await route.fallback();
  });
  await row(page, alerts[0]).click();
  await button(page, "Escalate").click();
  const told = bar(page).getByRole("alert");
  await told.getByText("The viewer does not answer.").waitFor();
  await screenshot(page, "reviews-again");
  await told.getByRole("button", { name: "Try again" }).click();
  await toast(page).getByText("Escalated.").waitFor();
  expect(sent[1]).toEqual(sent[0]);
  expect(new Set(reviews.written.map(({ value }) => JSON.parse(String(value)).id)).size).toBe(1);
  expect(await told.textContent()).toBe("");
});

test("next for me: nothing is open once all are taken, and says so", async () => {
  const { url, alerts } = await serve();
  const { page } = await open(url, "ana");
  const next = page.getByRole("button", { name: "Next for me" });
  for (const alert of alerts.toReversed()) {
    await next.click();
    await isOpen(page, alert);
  }
  await next.click();
  await toast(page).getByText("Nothing is open.").waitFor();
});

test("on paper stands what was decided, without buttons; in the reader's own colours all can be told apart", async () => {
  const { url, alerts } = await serve();
  const { page } = await open(url, "ana");
  await row(page, alerts[0]).click();
  await button(page, "Escalate").click();
  await bar(page).getByText("Escalated by ana").first().waitFor();
  await row(page, alerts[1]).click({ modifiers: ["Control"] });
  await page.emulateMedia({ forcedColors: "active" });
  await screenshot(page, "reviews-forced-colours");
  await page.emulateMedia({ media: "print", forcedColors: "none" });
  expect(await bar(page).getByText("Escalated by ana").first().isVisible()).toBe(true);
  for (const gone of [bar(page).getByRole("button"), bar(page).getByLabel("Note"), toast(page)]) {
    expect(await gone.filter({ visible: true }).count()).toBe(0);
  }
  await screenshot(page, "reviews-print");
});
