import { summarize } from "../../../viewer/alertSummary";
import { createReviewDesk } from "../../../viewer/page/decisions/reviewDesk.js";
import type { DecisionsRequest, ShownReview } from "../../../viewer/reviews/shownReview";
import { alertOf } from "../alerts";

type Outcome = "counts" | "late" | "refused";

/** A desk whose viewer answers as it is told, with all that was sent, said and opened. */
function start({ outcome = "counts" as Outcome, status = 200, role = "reviewer" } = {}) {
  const alert = summarize(alertOf());
  const told = { outcome, status, role, review: undefined as ShownReview | undefined, shown: "a", next: "b" };
  const sent: DecisionsRequest[] = [];
  const asked: string[] = [];
  const opened: string[] = [];
  const said: string[] = [];
  const offers: (() => void)[] = [];
  globalThis.fetch = (async (path: string, init?: RequestInit) => {
    asked.push(path);
    if (path === "/api/me")
      return Response.json({ name: "ana", role: told.role, reviews: true, because: role === "reviewer" ? null : "no" });
    if (path === "/api/next") return Response.json({ alert: told.next === "" ? null : told.next });
    const request: DecisionsRequest = JSON.parse(String(init?.body));
    sent.push(request);
    if (told.status === 0) throw new TypeError("no connection");
    if (told.status >= 400 && told.status !== 409)
      return Response.json({ errors: ["so it is"] }, { status: told.status });
    const decisions = request.decisions.map(({ id, alert }) => ({ id, alert, outcome: told.outcome, review: null }));
    return Response.json({ decisions }, { status: told.status });
  }) as typeof fetch;
  const desk = createReviewDesk({
    find: () => ({ ...alert, review: told.review }),
    toast: {
      say: (words) => said.push(words),
      offer(words, undo) {
        said.push(words);
        offers.push(undo);
      },
      complain: (problem, again) => said.push(`${problem}${again === undefined ? "" : " (again)"}`),
      press() {},
      hasOffer: () => false,
    },
    nextWaiting: () => told.next,
    isShown: (id) => id === told.shown,
    open: (id) => opened.push(id),
    onMe() {},
  });
  return { desk, told, sent, asked, opened, said, offers };
}

const turns = () => new Promise((resolve) => setTimeout(resolve));

test("the next decision names one's own before the viewer has told of it, and anybody's from then on", async () => {
  const { desk, told, sent } = start();
  await desk.send(desk.request("take", ["a"]));
  await desk.send(desk.request("confirm", ["a"], { note: " sure " }));
  const [take, confirm] = sent.map(({ decisions }) => decisions[0]);
  expect(take).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), alert: "a" });
  expect(confirm).toMatchObject({ after: take.id });
  expect(sent[1]).toMatchObject({ action: "confirm", note: "sure" });
  told.review = { state: "taken", by: "ben", after: "of-ben" };
  expect(desk.request("take", ["a"]).decisions[0].after).toBe("of-ben");
});

test("what does not count is not taken for one's own, and offers nothing to take back", async () => {
  const { desk, said, opened } = start({ outcome: "late", status: 409 });
  await desk.send(desk.request("dismiss", ["a"]));
  expect(desk.request("take", ["a"]).decisions[0].after).toBeUndefined();
  expect([said, opened]).toEqual([[], []]);
});

test("after a decision that closes an alert the next one is opened, where it is still looked at", async () => {
  const { desk, told, opened } = start();
  await desk.send(desk.request("take", ["a"]));
  expect(opened).toEqual([]);
  await desk.send(desk.request("dismiss", ["a"]));
  expect(opened).toEqual(["b"]);
  await desk.send(desk.request("dismiss", ["b", "c"]));
  told.shown = "elsewhere";
  await desk.send(desk.request("dismiss", ["a"]));
  expect(opened).toEqual(["b"]);
});

test("undo takes back what counted, and shows the one alert again", async () => {
  const { desk, told, sent, said, offers, opened } = start();
  told.next = "";
  await desk.send(desk.request("dismiss", ["a"]));
  told.shown = "b";
  offers[0]();
  await turns();
  expect(sent[1]).toMatchObject({ action: "undo", decisions: [{ alert: "a", after: sent[0].decisions[0].id }] });
  expect(said).toEqual(["Dismissed.", "Taken back."]);
  expect(opened).toEqual(["a"]);
  told.outcome = "refused";
  offers[0]();
  await turns();
  expect(said.at(-1)).toBe("This does not count.");
});

test.each([
  [0, "The viewer does not answer.", true],
  [429, "so it is", true],
  [503, "so it is", true],
  [400, "so it is", false],
  [403, "so it is", false],
])("an answer of %d says why, and whether the same may be sent again", async (status, problem, canRepeat) => {
  const { desk, asked } = start({ status });
  expect(await desk.send(desk.request("take", ["a"]))).toEqual({ problem, canRepeat });
  // Who may decide may have changed.
  expect(asked.includes("/api/me")).toBe(!canRepeat);
});

test("who reads is asked once decisions are there, and until it is known", async () => {
  const { desk, asked } = start({ role: "viewer" });
  expect([desk.isOn(), desk.canDecide()]).toEqual([false, false]);
  desk.start();
  desk.start();
  await turns();
  desk.start();
  expect(asked).toEqual(["/api/me"]);
  expect([desk.isOn(), desk.canDecide(), desk.me()?.name]).toEqual([true, false, "ana"]);
});

test("next for me opens what the viewer gives, or says that nothing is open", async () => {
  const { desk, told, opened, said } = start();
  await desk.next();
  told.next = "";
  await desk.next();
  expect([opened, said]).toEqual([["b"], ["Nothing is open."]]);
});
