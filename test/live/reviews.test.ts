import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { LOG_TOPIC_SETTINGS } from "../../kafka/topics";
import { ACTIONS, type Decision } from "../../reviews/decision";
import type { Stack } from "../../stack/createStack";
import type { AlertSummary } from "../../viewer/alertSummary";
import type { DecisionsAnswer } from "../../viewer/reviews/shownReview";
import { fold } from "../reviews/reference";
import { alertOf } from "../viewer/alerts";
import { restart } from "./support/faults";
import { command, until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { startViewerProcess, type ViewerProcess } from "./support/viewerProcess";

const ALERTS = Array.from({ length: 50 }, (_, i) => alertOf({ origin: `o${i}` }));
const PEOPLE = Array.from({ length: 20 }, (_, i) => ({ name: `person-${i}`, token: `token-of-person-${i}` }));
/** Of each person: below what one may ask for in a minute. */
const DECISIONS = 50;

let stack: Stack;
let broker: string;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack();
  await stack.start("kafka");
  broker = `127.0.0.1:${stack.settings.ports.kafka}`;
  topics = createTopicsOf(broker);
});
afterAll(() => removeTestStack(stack));

function peopleFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), "people-")), "people.yaml");
  writeFileSync(file, JSON.stringify(PEOPLE.map((person) => ({ ...person, role: "reviewer" }))));
  return file;
}

async function view(fraud: string, reviews: string, people: string): Promise<ViewerProcess> {
  const viewer = await startViewerProcess([
    ...["--brokers", broker, "--topic", fraud, "--group", fraud, "--from-beginning"],
    ...["--reviews-topic", reviews, "--people-file", people],
  ]);
  await viewer.ready();
  return viewer;
}

/** Asks as one of the people, over and over while the viewer or Kafka is away. */
async function ask<T>({ url }: ViewerProcess, { token }: { token: string }, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (const endMs = Date.now() + 240_000; ; await sleep(200)) {
    const request = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, request).catch(() => undefined);
    if (answer?.status === 200 || answer?.status === 409) return (await answer.json()) as T;
    const found = answer === undefined ? "no answer" : `${answer.status} ${await answer.text()}`;
    if (answer !== undefined && ![429, 503].includes(answer.status)) throw new Error(`${path}: ${found}`);
    if (Date.now() > endMs) throw new Error(`${path}: still ${found}`);
  }
}

test("a thousand decisions about fifty alerts at three viewers at once, the broker killed meanwhile: none is lost, none overwrites another", async () => {
  const { fraud } = await topics.create(`race-${Date.now()}`);
  const reviews = `${fraud}-reviews`;
  await topics.createAll([reviews], 1, LOG_TOPIC_SETTINGS);
  await topics.sendRaw(
    fraud,
    ALERTS.map((alert) => ({ key: alert.id, value: JSON.stringify(alert) })),
  );
  const people = peopleFile();
  const viewers = await Promise.all([1, 2, 3].map(() => view(fraud, reviews, people)));
  const seen = async (viewer: ViewerProcess) =>
    (await ask<{ alerts: AlertSummary[] }>(viewer, PEOPLE[0], "/api/alerts?limit=1000")).alerts;
  for (const viewer of viewers) await until(async () => (await seen(viewer)).length === ALERTS.length, "all alerts");

  const told = new Map<string, string>();
  let asked = 0;
  const work = PEOPLE.map(async (person, number) => {
    const viewer = viewers[number % viewers.length];
    let alerts = await seen(viewer);
    for (let i = 0; i < DECISIONS; i++) {
      // Now and then somebody looks again; others decide upon what they saw a while ago.
      if (i % 3 === 0) alerts = await seen(viewer);
      const { id: alert, review } = alerts[(number * 31 + i * 17) % alerts.length];
      const action = ACTIONS[(number * 7 + i * 3) % ACTIONS.length];
      const id = `decision-${number}-${i}`;
      const request = {
        action,
        note: "by the book",
        untilMs: Date.now() + 60_000,
        decisions: [{ id, alert, after: review?.after }],
      };
      const { decisions } = await ask<DecisionsAnswer>(viewer, person, "/api/decisions", request);
      told.set(id, decisions[0].outcome);
      asked++;
    }
  });
  const kill = async () => {
    await until(async () => asked > 300, "a third of the decisions");
    await restart(stack, "kafka");
  };
  await Promise.all([...work, kill()]);

  const log = (await topics.readAll(reviews)).map((text) => JSON.parse(text) as Decision);
  const { states, counting } = fold(log);
  const outcomes = (wanted: string) => [...told].filter(([, outcome]) => outcome === wanted).map(([id]) => id);
  expect(told.size).toBe(PEOPLE.length * DECISIONS);
  expect(outcomes("counts").sort()).toEqual([...counting].sort());
  const shown = async (viewer: ViewerProcess) => {
    const decided = (await seen(viewer)).filter(({ review }) => review?.after !== undefined);
    return Object.fromEntries(decided.map(({ id, review }) => [id, review?.state]));
  };
  for (const viewer of viewers) expect(await shown(viewer)).toEqual(states);
  const repeated = log.length - new Set(log.map(({ id }) => id)).size;
  console.table([
    {
      asked: told.size,
      counts: outcomes("counts").length,
      late: outcomes("late").length,
      refused: outcomes("refused").length,
      repeated,
    },
  ]);

  // So do the commands, of the topic alone.
  const flags = ["--brokers", broker, "--reviews-topic", reviews];
  const exported = (await command("reviews/main.ts", ["export", ...flags])).trim().split("\n");
  const labels = exported.map((line) => JSON.parse(line) as { alert: string; outcome: string });
  const decided = Object.entries(states).filter(([, state]) => state === "confirmed" || state === "dismissed");
  expect(Object.fromEntries(labels.map(({ alert, outcome }) => [alert, outcome]))).toEqual(Object.fromEntries(decided));
  expect(await command("reviews/main.ts", ["list", ...flags])).toContain(`${counting.length} decisions, `);

  // A viewer that comes later sees the same.
  const later = await view(fraud, reviews, people);
  await until(async () => isDeepStrictEqual(await shown(later), states), "the same to be seen");
  for (const viewer of [...viewers, later]) expect(await viewer.stop()).toBe(0);
});

test("a topic whose records have no order takes no decision, and the reason is told", async () => {
  const { fraud } = await topics.create(`unordered-${Date.now()}`);
  const reviews = `${fraud}-reviews`;
  await topics.createAll([reviews], 3, LOG_TOPIC_SETTINGS);
  await topics.sendRaw(fraud, [{ key: ALERTS[0].id, value: JSON.stringify(ALERTS[0]) }]);
  const viewer = await view(fraud, reviews, peopleFile());
  const headers = { authorization: `Bearer ${PEOPLE[0].token}`, "content-type": "application/json" };
  const body = JSON.stringify({ action: "take", decisions: [{ id: "unordered", alert: ALERTS[0].id }] });
  const decide = () => fetch(`${viewer.url}/api/decisions`, { method: "POST", headers, body });
  await until(async () => (await decide()).status === 503, "the viewer to have read the alert");
  const { errors } = (await (await decide()).json()) as { errors: string[] };
  expect(errors[0]).toContain("with 3 partitions, expected 1: decisions have no order over several");
  expect([...(await topics.ends(reviews)).values()]).toEqual([0n, 0n, 0n]);
  expect(await viewer.stop()).toBe(0);
});
