import { setTimeout as sleep } from "node:timers/promises";
import type { Alert } from "../../transforms/alert";
import type { AlertSummary } from "../../viewer/alertSummary";
import { proxyUser } from "../../viewer/people/proxyUser";
import type { DecisionsAnswer, DecisionsRequest, NextAnswer, ReviewAnswer } from "../../viewer/reviews/shownReview";
import type { RulesAnswer } from "../../viewer/web/rulesApi";
import { alertOf, revised } from "./alerts";
import { createFakeReviews, PEOPLE } from "./fakeReviews";
import { createFakeRules, versionOf } from "./fakeRules";
import { ruleAlertOf } from "./ruleAlerts";
import { startViewer } from "./startViewer";

const HEADERS = { host: "127.0.0.1:8080", "content-type": "application/json" };
let count = 0;

function start(overrides: Parameters<typeof startViewer>[0] = {}, reviews = createFakeReviews()) {
  const viewer = startViewer({ people: () => PEOPLE, reviews: reviews.parts(), ...overrides });
  const as = (name: string) => ({ authorization: `Bearer token-of-${name}-0123456` });
  const json = async <T>(path: string) => (await (await viewer.get(path, as("vic"))).json()) as T;
  const post = (path: string, body: unknown, headers: Record<string, string> = as("ana")) =>
    viewer.app.request(path, {
      method: "POST",
      headers: { ...HEADERS, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    ...viewer,
    ...{ reviews, as, json, post },
    async list(query = "") {
      return (await json<{ alerts: AlertSummary[] }>(`/api/alerts?${query}`)).alerts;
    },
    /** Decides upon what is shown of an alert now. */
    async decide(name: string, action: DecisionsRequest["action"], alert: Alert, more: Partial<DecisionsRequest> = {}) {
      const { review } = await json<ReviewAnswer>(`/api/reviews/${alert.id}`);
      const decisions = [{ id: `decision-${count++}`, alert: alert.id, after: review?.after }];
      const answer = await post("/api/decisions", { action, decisions, ...more }, as(name));
      return { status: answer.status, ...((await answer.json()) as DecisionsAnswer).decisions[0] };
    },
  };
}

test("who takes an alert and dismisses it is shown at once, in list, answer and history", async () => {
  const { page, decide, list, json, logged } = start();
  const alert = alertOf();
  page.send(alert);
  expect((await list())[0].review).toBeUndefined();
  expect(await decide("ana", "take", alert)).toMatchObject({
    status: 200,
    outcome: "counts",
    review: { state: "taken", by: "ana" },
  });
  expect(await decide("ana", "dismiss", alert, { note: "known payroll" })).toMatchObject({ outcome: "counts" });
  expect((await list())[0].review).toMatchObject({ state: "dismissed", by: "ana", note: "known payroll" });
  const { history } = await json<ReviewAnswer>(`/api/reviews/${alert.id}`);
  expect(history.map(({ action, by }) => `${by} ${action}`)).toEqual(["ana take", "ana dismiss"]);
  expect(logged).toContainEqual(
    expect.objectContaining({ msg: "decision", by: "ana", action: "dismiss", outcome: "counts" }),
  );
  expect(JSON.stringify(logged)).not.toContain("token-of");
});

test("of two at once the first counts, whichever viewer it was made at, and the second is told", async () => {
  const reviews = createFakeReviews();
  const [one, other] = [start({}, reviews), start({}, reviews)];
  const alert = alertOf();
  for (const { page } of [one, other]) page.send(alert);
  const ask = (viewer: typeof one, name: string) =>
    viewer.post(
      "/api/decisions",
      { action: "take", decisions: [{ id: `race-of-${name}`, alert: alert.id }] },
      viewer.as(name),
    );
  const [first, second] = await Promise.all([ask(one, "ana"), ask(other, "ben")]);
  expect([first.status, second.status]).toEqual([200, 409]);
  const { decisions } = (await second.json()) as DecisionsAnswer;
  expect(decisions[0]).toMatchObject({
    outcome: "late",
    word: "ana was first and took it",
    review: { state: "taken", by: "ana" },
  });
  expect((await other.list())[0].review).toEqual((await one.list())[0].review);
});

test("the same decision asked for twice is made once", async () => {
  const { page, post, reviews } = start();
  const alert = alertOf();
  page.send(alert);
  const request = { action: "confirm", decisions: [{ id: "asked-twice", alert: alert.id }] };
  for (let i = 0; i < 2; i++) expect((await post("/api/decisions", request)).status).toBe(200);
  expect(reviews.written).toHaveLength(1);
});

test("several at once: each counts by itself", async () => {
  const { page, post, decide } = start();
  const alerts = ["a", "b", "c"].map((origin) => alertOf({ origin }));
  page.send(...alerts);
  await decide("ben", "take", alerts[1]);
  const decisions = [
    ...alerts.map(({ id }, i) => ({ id: `several-${i}`, alert: id })),
    { id: "several-3", alert: "gone" },
  ];
  const answer = await post("/api/decisions", { action: "take", decisions });
  const told = ((await answer.json()) as DecisionsAnswer).decisions;
  expect([answer.status, ...told.map(({ outcome }) => outcome)]).toEqual([200, "counts", "late", "counts", "refused"]);
  expect(told[3].word).toContain("no such alert in view");
});

test("an undo takes the newest decision back, by who made it", async () => {
  const { page, decide, list } = start();
  const alert = alertOf();
  page.send(alert);
  await decide("ana", "dismiss", alert);
  expect(await decide("ben", "undo", alert)).toMatchObject({
    status: 409,
    word: "ana decided it, and nobody else can take it back",
  });
  expect(await decide("ana", "undo", alert)).toMatchObject({ status: 200 });
  expect((await list())[0].review).toEqual({ state: "open", after: expect.any(String) });
});

test("a decided alert that grows keeps its decision and says so; past the factor it is open again", async () => {
  const { page, decide, list } = start();
  const alert = alertOf({ overrides: { totalAmount: "12000" } });
  page.send(alert);
  await decide("ana", "dismiss", alert);
  const grown = revised(alert, { totalAmount: "16200.50" });
  page.send(grown);
  expect((await list())[0].review).toMatchObject({ state: "dismissed", grewBy: "4200.50" });
  page.send(revised(grown, { totalAmount: "24000" }));
  expect((await list())[0].review).toMatchObject({ state: "open", reopened: "dismissed", grewBy: "12000.00" });
  expect(await decide("ben", "confirm", alert)).toMatchObject({
    status: 200,
    review: { state: "confirmed", by: "ben" },
  });
  expect((await list())[0].review?.grewBy).toBeUndefined();
});

test("what was decided about a session goes on with the longer one that replaces it", async () => {
  const { page, decide, list, json, reviews } = start();
  const part = alertOf({ startMs: 1_000_000_000_000 });
  page.send(part);
  await decide("ana", "take", part);
  const whole = alertOf({
    startMs: 999_999_000_000,
    cents: [600_000, 600_000, 600_000],
    overrides: { supersedes: [part.id] },
  });
  page.send(whole);
  expect((await list()).map(({ id, review }) => [id, review?.state])).toEqual([[whole.id, "taken"]]);
  expect(await decide("ana", "confirm", whole)).toMatchObject({ status: 200 });
  expect((await json<ReviewAnswer>(`/api/reviews/${whole.id}`)).history).toHaveLength(2);
  expect(JSON.parse(String(reviews.written[1].value))).toMatchObject({ alert: part.id, upon: { id: whole.id } });
});

test("a snooze puts off all alerts of the rule about the subject, those to come as well, until it is taken back", async () => {
  const { page, decide, list } = start();
  const [first, next] = [1, 2].map((day) =>
    ruleAlertOf("account", { startMs: Date.now() - day * 86_400_000, account: "ACC-1" }),
  );
  const other = ruleAlertOf("account", { account: "ACC-2" });
  page.send(first, other);
  const untilMs = Date.now() + 3_600_000;
  expect(await decide("ana", "snooze", first, { untilMs })).toMatchObject({
    status: 409,
    word: "a snooze needs a reason",
  });
  await decide("ana", "snooze", first, { untilMs, note: "audited" });
  page.send(next);
  const putOff = async () => (await list("review=snoozed")).map(({ id }) => id).sort();
  expect(await putOff()).toEqual([first.id, next.id].sort());
  expect((await list("snoozed=no")).map(({ id }) => id)).toEqual([other.id]);
  expect((await list("review=snoozed"))[0].review?.snoozed).toEqual({ untilMs, by: "ana", note: "audited" });
  await decide("ana", "undo", first);
  expect(await putOff()).toEqual([]);
});

test("next for me is the worst open alert, and nobody gets another one's", async () => {
  const reviews = createFakeReviews();
  const [one, other] = [start({}, reviews), start({}, reviews)];
  const alerts = [
    ruleAlertOf("pair", { rule: { severity: "low" } }),
    ruleAlertOf("origin", { rule: { severity: "critical" }, overrides: { totalAmount: "50" } }),
    ruleAlertOf("target", { rule: { severity: "critical" }, overrides: { totalAmount: "9000" } }),
    ruleAlertOf("account", { rule: { severity: "critical", mode: "shadow" } }),
  ];
  for (const { page } of [one, other]) page.send(...alerts);
  const next = async (viewer: typeof one, name: string) =>
    (
      (await (
        await viewer.post("/api/next", { id: `next-for-${name}-${count++}` }, viewer.as(name))
      ).json()) as NextAnswer
    ).alert;
  const given = await Promise.all([next(one, "ana"), next(other, "ben"), next(one, "ana")]);
  expect([...given].sort()).toEqual(
    alerts
      .slice(0, 3)
      .map(({ id }) => id)
      .sort(),
  );
  expect(given[0]).toBe(alerts[2].id);
  expect(await next(other, "ben")).toBeNull();
});

test("what is put off is nobody's next", async () => {
  const { page, decide, post, as } = start();
  const [worse, other] = [
    ruleAlertOf("account", { account: "A", rule: { severity: "critical" } }),
    ruleAlertOf("pair"),
  ];
  page.send(worse, other);
  await decide("ana", "snooze", worse, { untilMs: Date.now() + 60_000, note: "audited" });
  const answer = await post("/api/next", { id: "next-of-two" }, as("ben"));
  expect(await answer.json()).toEqual({ alert: other.id });
});

test("a decision says when the alert came to lie on its topic, at first", async () => {
  const { page, decide, reviews } = start();
  const alert = alertOf();
  page.send(alert, revised(alert));
  await decide("ana", "take", alert);
  // The fake topic's records have no time of their own.
  expect(JSON.parse(String(reviews.written[0].value)).upon).toMatchObject({ raisedMs: 0, revision: 1 });
});

test("alerts are found by what was decided and by whom", async () => {
  const { page, decide, list } = start();
  const alerts = ["a", "b", "c"].map((origin) => alertOf({ origin }));
  page.send(...alerts);
  await decide("ana", "take", alerts[0]);
  await decide("ben", "take", alerts[1]);
  const found = async (query: string) => (await list(query)).map(({ id }) => id);
  expect(await found("review=open")).toEqual([alerts[2].id]);
  expect(await found("review=taken&reviewer=ben")).toEqual([alerts[1].id]);
});

describe("who may decide", () => {
  const request = { action: "take", decisions: [{ id: "who-may-decide", alert: "any" }] };

  test("without a token nobody comes in; a viewer reads, and is told why he cannot decide", async () => {
    const { post, get, as, json } = start();
    expect((await get("/api/alerts")).status).toBe(401);
    expect((await post("/api/decisions", request, {})).status).toBe(401);
    const answer = await post("/api/decisions", request, as("vic"));
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { errors: ["vic can read and not decide: it takes the role reviewer"] },
    ]);
    expect(await json("/api/me")).toMatchObject({ name: "vic", role: "viewer", reviews: true });
  });

  test("where nobody says who asks, all is read-only", async () => {
    const { post, get } = start({ people: undefined });
    expect((await post("/api/decisions", request, {})).status).toBe(403);
    expect(await (await get("/api/me")).json()).toMatchObject({
      name: null,
      because: expect.stringContaining("--people-file"),
    });
  });

  test("without a topic of decisions there are none", async () => {
    const { post, json } = start({ reviews: undefined });
    expect((await post("/api/decisions", request)).status).toBe(404);
    expect(await json("/api/me")).toMatchObject({
      reviews: false,
      because: expect.stringContaining("--reviews-topic"),
    });
  });

  test("a file of people who all come through a proxy, or of nobody, lets nobody else in", async () => {
    for (const people of [[], [{ name: "ana", role: "reviewer" } as const]]) {
      const { get } = start({ people: () => people });
      for (const path of ["/", "/api/alerts", "/events"]) expect((await get(path)).status).toBe(401);
    }
  });

  test("a token typed at the login opens a session of whose it is", async () => {
    const { app, get } = start();
    const login = await app.request("/login", {
      method: "POST",
      headers: { host: "127.0.0.1", "content-type": "application/x-www-form-urlencoded" },
      body: "token=token-of-ben-0123456",
    });
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(cookie).not.toContain("token-of");
    expect(await (await get("/api/me", { cookie })).json()).toMatchObject({ name: "ben", role: "reviewer" });
  });

  test("a proxy's word counts from its own address only", async () => {
    const settings = {
      userHeader: "X-Forwarded-User",
      trustedProxy: "10.0.0.0/8, fd00::1",
      userRole: "reviewer",
    } as const;
    const { app } = start({
      people: undefined,
      proxyUser: proxyUser(settings, () => [{ name: "vic", role: "viewer" }]),
    });
    const me = async (remoteAddress: string, user = "ana") => {
      const incoming = { socket: { remoteAddress } };
      const headers = { host: "127.0.0.1", "x-forwarded-user": user };
      const answer = await app.request("/api/me", { headers }, { incoming });
      return answer.ok ? answer.json() : answer.status;
    };
    for (const trusted of ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1"]) {
      expect(await me(trusted)).toMatchObject({ name: "ana", role: "reviewer", because: null });
    }
    expect(await me("10.1.2.3", "vic")).toMatchObject({ name: "vic", role: "viewer" });
    // Nobody else is let in.
    for (const other of ["11.0.0.1", "::ffff:192.168.0.1", "fd00::2"]) expect(await me(other)).toBe(401);
    for (const noName of ["", " ", "x".repeat(201)]) expect(await me("10.1.2.3", noName)).toBe(401);
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "none" }, 403],
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/x-www-form-urlencoded" }, 415],
    [{ "sec-fetch-site": "same-origin", origin: "https://fraud.bank.example" }, 409],
    [{ origin: "http://127.0.0.1:8080" }, 409],
    [{}, 409],
  ])("no other site can decide: %j is answered with %d", async (headers, status) => {
    const { post, as } = start();
    const sent = { ...as("ana"), ...headers } as Record<string, string>;
    expect((await post("/api/decisions", request, sent)).status).toBe(status);
    // Of which there is none.
    expect((await post("/api/next", { id: "next-for-ana" }, sent)).status).toBe(status === 409 ? 200 : status);
  });

  test("who may only read is given no next one", async () => {
    const { post, as } = start();
    expect((await post("/api/next", { id: "next-for-vic" }, as("vic"))).status).toBe(403);
  });
});

describe("what nobody should ask", () => {
  const decisions = [{ id: "what-is-asked", alert: "any" }];

  test.each([
    ["{", "the request: expected action and decisions"],
    [{ action: "delete", decisions }, "action: expected take, release"],
    [{ action: "take", decisions: [] }, "decisions: expected 1 to 100 decisions"],
    [{ action: "take", decisions, by: "ben" }, "found by, which nobody knows"],
    [{ action: "take", decisions: [{ id: "short", alert: "any" }] }, "decisions.0.id: expected 8 to 64 letters"],
    [{ action: "take", decisions: [...decisions, ...decisions] }, "decisions: expected an id of its own for each"],
    [{ action: "dismiss", decisions, note: "x".repeat(2_001) }, "note: expected a text of at most 2000 characters"],
    [{ action: "snooze", decisions, note: "x", untilMs: "tomorrow" }, "untilMs: expected a time"],
  ])("%j", async (body, problem) => {
    const answer = await start().post("/api/decisions", body);
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([400, expect.stringContaining(problem)]);
  });

  test("a body without end is not read", async () => {
    const answer = await start().post("/api/decisions", "x".repeat(70_000));
    expect(answer.status).toBe(413);
  });

  test("more than 600 decisions a minute of one person wait; another one's do not", async () => {
    const { post, as } = start();
    const ask = (many: number, name = "ana") =>
      post(
        "/api/decisions",
        { action: "take", decisions: Array.from({ length: many }, (_, i) => ({ id: `of-many-${i}`, alert: "any" })) },
        as(name),
      );
    for (let i = 0; i < 6; i++) expect((await ask(100)).status).toBe(409);
    const answer = await ask(1);
    expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await ask(1, "ben")).status).toBe(409);
  });

  test("of who may not decide nothing is read, however long it comes", async () => {
    const { app, as } = start();
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.alloc(1_000)) });
    const headers = { ...HEADERS, ...as("vic") };
    const request = { method: "POST", headers, body: endless, duplex: "half" } as RequestInit;
    expect((await app.request("/api/decisions", request)).status).toBe(403);
  });

  test("notes and names are shown so that they cannot deceive", async () => {
    const { page, decide, list, json } = start();
    const alert = alertOf();
    page.send(alert);
    await decide("ana", "dismiss", alert, { note: "\u202egnp.exe" });
    expect((await list())[0].review?.note).toBe("\\u202egnp.exe");
    expect((await json<ReviewAnswer>(`/api/reviews/${alert.id}`)).history[0].note).toBe("\\u202egnp.exe");
  });
});

describe("while Kafka is away", () => {
  test("nothing is decided, and the reason is told", async () => {
    const { page, post, reviews } = start();
    const alert = alertOf();
    page.send(alert);
    reviews.logs[0].state.away = "no answer from Kafka for 20 s";
    const answer = await post("/api/decisions", { action: "take", decisions: [{ id: "while-away", alert: alert.id }] });
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { errors: ["nothing can be decided now: no answer from Kafka for 20 s"] },
    ]);
    expect(reviews.written).toEqual([]);
  });

  test("a decision that came through late counts, and asking again finds it", async () => {
    const reviews = createFakeReviews();
    const { page, post, list } = start({}, reviews);
    const alert = alertOf();
    page.send(alert);
    let open = () => {};
    reviews.state.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const request = { action: "take", decisions: [{ id: "late-but-there", alert: alert.id }] };
    const asked = post("/api/decisions", request);
    await sleep(50);
    expect((await list())[0].review).toBeUndefined();
    open();
    expect((await asked).status).toBe(200);
    expect((await post("/api/decisions", request)).status).toBe(200);
    expect(reviews.written).toHaveLength(1);
  });
});

test("of a decision that Kafka has not answered in time nobody says what became of it", async () => {
  const reviews = createFakeReviews();
  const parts = reviews.parts();
  reviews.state.gate = new Promise(() => {});
  reviews.state.problem = "the broker is away";
  const { page, post } = start({ reviews: { ...parts, patienceMs: 50 } }, reviews);
  const alert = alertOf();
  page.send(alert);
  const answer = await post("/api/decisions", {
    action: "take",
    decisions: [{ id: "no-answer-yet", alert: alert.id }],
  });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    errors: [
      expect.stringMatching(/within 0.05 s \(the broker is away\): .*may still come to count; to try again is safe$/),
    ],
  });
});

test("a topic of decisions that was made anew is read anew", async () => {
  let nowMs = Date.now();
  const reviews = createFakeReviews(() => nowMs);
  const { page, decide, list } = start({}, reviews);
  const [alert, other] = [alertOf(), alertOf({ origin: "other" })];
  page.send(alert, other);
  await decide("ana", "confirm", alert);
  reviews.logs[0].remake();
  nowMs += 1_000;
  await decide("ana", "take", other);
  expect((await list()).map(({ origin, review }) => [origin, review?.state])).toEqual(
    expect.arrayContaining([
      ["3", undefined],
      ["other", "taken"],
    ]),
  );
});

test("rules tell what people found their alerts to be, by version, and so do the metrics", async () => {
  const rules = createFakeRules({ nowMs: Date.now() - 7_200_000 });
  const viewer = start({ rules: rules.parts });
  await rules.put(versionOf("fan-in", 1));
  await rules.put(versionOf("fan-in", 2, { effectiveFrom: new Date(Date.now() - 3_600_000).toISOString() }));
  const alerts = [1, 1, 2, 2, 2].map((version, i) =>
    ruleAlertOf("target", { rule: { id: "fan-in", version }, account: `ACC-${i}` }),
  );
  viewer.page.send(...alerts);
  await viewer.decide("ana", "confirm", alerts[0]);
  await viewer.decide("ana", "dismiss", alerts[2]);
  await viewer.decide("ana", "dismiss", alerts[3]);
  const [rule] = (await viewer.json<RulesAnswer>("/api/rules")).rules;
  expect(rule.outcomes).toEqual({ confirmed: 1, dismissed: 2, open: 2, medianMs: expect.any(Number) });
  expect(rule.version.outcomes).toEqual({ confirmed: 0, dismissed: 2, open: 1, medianMs: expect.any(Number) });
  const metrics = await (await viewer.get("/metrics")).text();
  expect(metrics).toContain('viewer_alerts_decided{rule="fan-in",outcome="dismissed"} 2');
  expect(metrics).toContain('viewer_decisions_total{outcome="counts"} 3');
});
