import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import { alertOf, revised } from "../viewer/alerts";
import { until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { startViewerProcess, type ViewerProcess } from "./support/viewerProcess";

let stack: Stack;
let broker: string;
let topics: Topics;
const running: ViewerProcess[] = [];

beforeAll(async () => {
  stack = createTestStack();
  await stack.start("kafka");
  broker = `127.0.0.1:${stack.settings.ports.kafka}`;
  topics = createTopicsOf(broker);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((viewer) => viewer.stop("SIGKILL")));
});
afterAll(() => removeTestStack(stack));

async function view(topic: string, ...flags: string[]): Promise<ViewerProcess> {
  const viewer = await startViewerProcess([
    "--brokers",
    broker,
    "--topic",
    topic,
    "--group",
    `group-${topic}`,
    ...flags,
  ]);
  running.push(viewer);
  await viewer.ready();
  return viewer;
}

/** Sends alerts as the pipeline does, each to the partition that its id chooses. */
async function send(topic: string, alerts: (Alert | { id: string; tombstone: true } | string)[]): Promise<void> {
  await topics.sendRaw(
    topic,
    alerts.map((alert) => {
      if (typeof alert === "string") return { key: "bad", value: alert };
      return { key: alert.id, value: "tombstone" in alert ? null : JSON.stringify(alert) };
    }),
  );
}

const alerts = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => alertOf({ origin: `o${from + i}` }));
/** In batches that a broker takes. */
async function sendMany(topic: string, from: number, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 500) await send(topic, alerts(from + sent, 500));
}
const ids = (list: Alert[]) => list.map(({ id }) => id).sort();
const originsIn = (text: string) => [...text.matchAll(/origin=(o\d+), /g)].map(([, origin]) => origin);
const timesPrinted = (...viewers: ViewerProcess[]) => {
  const times = new Map<string, number>();
  // Each of these alerts prints two payments.
  for (const origin of viewers.flatMap((viewer) => originsIn(viewer.printed())))
    times.set(origin, (times.get(origin) ?? 0) + 0.5);
  return times;
};
const onceEach = (from: number, count: number) => new Map(Array.from({ length: count }, (_, i) => [`o${from + i}`, 1]));
const sorted = (map: Map<string, number>) => [...map].sort();
const shows = (viewer: ViewerProcess, wanted: Alert[]) =>
  until(async () => String((await viewer.shown()).sort()) === String(ids(wanted)), "the page to show all");
const printedAll = (count: number, ...viewers: ViewerProcess[]) =>
  until(async () => timesPrinted(...viewers).size >= count, `${count} alerts to be printed`);

test("a restart goes on where it stopped, and the page is not empty", async () => {
  const { fraud } = await topics.create("restart");
  const first = await view(fraud);
  await send(fraud, ["no alert", ...alerts(0, 20)]);
  await printedAll(20, first);
  expect(await first.stop()).toBe(0);
  expect(first.printed()).toMatch(/Processed 20 alerts, skipped 1 malformed record\n$/);
  expect(first.logged()).toContain('"reason":"expected an alert as JSON');

  const removed = alerts(0, 1)[0];
  await send(fraud, [...alerts(20, 10), revised(alerts(5, 1)[0]), { id: removed.id, tombstone: true }]);
  const second = await view(fraud);
  await printedAll(10, second);
  await shows(second, alerts(1, 29));
  expect(sorted(timesPrinted(second))).toEqual(sorted(onceEach(20, 10)));
  expect(await second.stop("SIGTERM")).toBe(0);
  expect(second.printed()).toMatch(/Processed 11 alerts\n$/);
});

test("a new group prints what comes from now on, or all with --from-beginning", async () => {
  const { fraud } = await topics.create("beginning");
  await send(fraud, alerts(0, 5));
  const fresh = await view(fraud);
  await shows(fresh, alerts(0, 5));
  expect(fresh.printed()).toBe("");
  const all = await view(fraud, "--group", "everything", "--from-beginning", "--format", "json");
  await until(async () => all.printed().split("\n").length > 5, "all to be printed");
  const printed = all
    .printed()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Alert);
  expect(ids(printed)).toEqual(ids(alerts(0, 5)));
});

test("two viewers share the log lines, each page shows all, and one takes over from the other", async () => {
  const { fraud } = await topics.create("shared");
  const one = await view(fraud);
  const two = await view(fraud);
  await until(async () => (await topics.members(`group-${fraud}`)) === 2, "both to be in the group");
  await send(fraud, alerts(0, 60));
  await printedAll(60, one, two);
  expect(sorted(timesPrinted(one, two))).toEqual(sorted(onceEach(0, 60)));
  expect(timesPrinted(one).size).toBeGreaterThan(0);
  expect(timesPrinted(two).size).toBeGreaterThan(0);
  await Promise.all([one, two].map((viewer) => shows(viewer, alerts(0, 60))));

  await one.stop();
  await send(fraud, [...alerts(60, 40), ...alerts(0, 60).map((alert) => revised(alert))]);
  await until(async () => timesPrinted(one, two).size >= 100, "the other to take over");
  expect(sorted(timesPrinted(one, two))).toEqual(sorted(onceEach(0, 100)));
});

test("while the broker is away the viewer lives and says so; afterwards nothing is missing or twice", async () => {
  const { fraud } = await topics.create("away");
  const viewer = await view(fraud);
  await send(fraud, alerts(0, 10));
  await printedAll(10, viewer);
  await stack.kill("kafka");
  await until(async () => (await viewer.get("/readyz")).status === 503, "the viewer not to be ready");
  expect((await viewer.get("/healthz")).status).toBe(200);
  await shows(viewer, alerts(0, 10));
  await stack.start("kafka");
  await send(fraud, alerts(10, 10));
  await until(async () => timesPrinted(viewer).size >= 20, "alerts to come again");
  await viewer.ready();
  await shows(viewer, alerts(0, 20));
  expect(sorted(timesPrinted(viewer))).toEqual(sorted(onceEach(0, 20)));
  expect(await viewer.stop()).toBe(0);
});

test("a reader that has seen enough, such as head, ends the viewer cleanly with its position kept", async () => {
  const { fraud } = await topics.create("head");
  const viewer = await view(fraud);
  await send(fraud, alerts(0, 20));
  await printedAll(20, viewer);
  viewer.closeOutput();
  await send(fraud, alerts(20, 20));
  expect(await viewer.ended()).toBe(0);
  expect(viewer.logged()).toContain("stopping: the reader has gone");

  const next = await view(fraud);
  await send(fraud, alerts(40, 5));
  const isPrinted = (number: number) => next.printed().includes(`origin=o${number}, `);
  const printsOn = async () => [40, 41, 42, 43, 44].every(isPrinted);
  await until(printsOn, "the next one to go on");
  expect(alerts(0, 20).filter((_, number) => isPrinted(number))).toEqual([]);
});

// A fetch under way is told that its topic has gone; one that was answered before leaves nothing to tell.
test.each([
  ["under way", 0],
  ["answered", 1_000],
])("a topic made anew and filled past the old offset behind a hung viewer loses nothing: fetch %s", async (_, ms) => {
  const { fraud } = await topics.create(`anew-${ms}`, 1);
  const viewer = await view(fraud);
  await sendMany(fraud, 0, 1_000);
  await printedAll(1_000, viewer);
  viewer.signal("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, ms));
  await topics.remove([fraud]);
  await topics.createAll([fraud], 1);
  await sendMany(fraud, 1_000, 2_500);
  viewer.signal("SIGCONT");
  await printedAll(3_500, viewer);
  expect(sorted(timesPrinted(viewer))).toEqual(sorted(onceEach(0, 3_500)));
  const inView = async () => ((await (await viewer.get("/api/alerts?limit=1")).json()) as { total: number }).total;
  await until(async () => (await inView()) === 3_500, "the page to show all");
  expect(viewer.logged()).toContain("was made anew");
  await viewer.stop();

  const next = await view(fraud);
  await send(fraud, alerts(3_500, 5));
  await printedAll(5, next);
  expect(sorted(timesPrinted(next))).toEqual(sorted(onceEach(3_500, 5)));
});

test.each(["snappy", "lz4", "zstd", "gzip"])(
  "a topic whose broker compresses by %s is read like any other",
  async (codec) => {
    const { fraud } = await topics.create(codec, 1, { "compression.type": codec });
    await send(fraud, alerts(0, 200));
    const viewer = await view(fraud, "--from-beginning");
    await printedAll(200, viewer);
    expect(sorted(timesPrinted(viewer))).toEqual(sorted(onceEach(0, 200)));
    expect(await viewer.stop()).toBe(0);
  },
);
