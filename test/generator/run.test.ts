import { pino } from "pino";
import { linesFor } from "../../generator/lines";
import { createMetrics } from "../../generator/output/metrics";
import type { OutgoingLine } from "../../generator/output/outgoing";
import type { Output } from "../../generator/output/output";
import { createPace } from "../../generator/output/pace";
import { run } from "../../generator/run";
import { createTruthRecorder } from "../../generator/schemes/truth";
import { createFakeClock } from "./fakes";
import { optionsOf } from "./settings";

/** An output that keeps what it is given. */
function createMemory(onWrite: (line: OutgoingLine) => void = () => {}): Output & { lines: OutgoingLine[] } {
  const lines: OutgoingLine[] = [];
  return {
    lines,
    write(line) {
      lines.push(line);
      onWrite(line);
      return undefined;
    },
    nudge() {},
    flush: async () => {},
    close: async () => {},
    notReady: () => undefined,
    get delivered() {
      return lines.length;
    },
  };
}

/** Runs the options' lines against a fake clock. */
async function runWith(argv: string[], { aheadMs = 0, mostAheadMs = Number.POSITIVE_INFINITY, stopAfter = 1e9 } = {}) {
  const clock = createFakeClock();
  const options = optionsOf(argv);
  const startMs = clock.now() + aheadMs;
  const warnings: string[] = [];
  const log = pino({ level: "warn" }, { write: (text: string) => void warnings.push(JSON.parse(text).msg) });
  const abort = new AbortController();
  const output = createMemory(() => output.lines.length >= stopAfter && abort.abort());
  const truth = createMemory();
  const progress = { taken: 0, lastDueMs: startMs };
  await run({
    lines: linesFor(options, startMs),
    output,
    truth: { recorder: createTruthRecorder({ gapMs: options.gap, limitCents: options.limit }), outputs: [truth] },
    clock,
    pace: createPace({ clock, startMs, speed: options.speed }),
    stop: abort.signal,
    mostAheadMs,
    log,
    metrics: createMetrics({ taken: () => progress.taken, delivered: () => output.delivered }),
    progress,
  });
  const truths = truth.lines.map(({ value }) => JSON.parse(value as string));
  return { clock, output, truths, warnings, progress };
}

test("lines are spread evenly over the clock", async () => {
  const { clock } = await runWith(["--rate", "4/s", "--count", "9"]);
  expect(clock.slept).toEqual(Array(8).fill(250));
});

test("at 60x an hour of payments takes a minute of the clock", async () => {
  const { clock, output } = await runWith(["--rate", "10/s", "--speed", "60x", "--duration", "1h"]);
  expect(output.lines).toHaveLength(600);
  expect(clock.now() - 1_000_000).toBeGreaterThan(59_000);
  expect(clock.now() - 1_000_000).toBeLessThanOrEqual(60_000);
});

test("a rate above what a timer can tell apart comes out in bursts, on average as asked", async () => {
  const { clock } = await runWith(["--rate", "50000/s", "--count", "50000"]);
  expect(clock.now() - 1_000_000).toBeGreaterThanOrEqual(990);
  expect(clock.now() - 1_000_000).toBeLessThanOrEqual(1_001);
});

test("a stop signal ends an endless stream after the line at hand", async () => {
  const { output, progress } = await runWith(["--rate", "1/s"], { stopAfter: 17 });
  expect(output.lines).toHaveLength(17);
  expect(progress.taken).toBe(17);
});

test("simulated time that runs an hour ahead of the clock waits for it, and says so once", async () => {
  const { clock, output, warnings } = await runWith(["--rate", "1/s", "--speed", "7200x", "--count", "4"], {
    mostAheadMs: 3_600_000,
  });
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toMatch(/detector refuses/);
  expect(warnings[1]).toMatch(/Kafka refuses/);
  const last = output.lines[3].timestampMs;
  expect(last - clock.now()).toBeLessThanOrEqual(3_600_000);
});

test("the ground truth tells exactly the payments that were sent, finished schemes and cut ones", async () => {
  const argv = ["--rate", "1/s", "--count", "20000", "--schemes", "20%", "--accounts", "100"];
  const faults = ["--duplicates", "5%", "--malformed", "5%", "--out-of-order", "5%"];
  const { output, truths } = await runWith([...argv, ...faults]);
  const sent = output.lines.filter(({ payment }) => payment?.scheme !== undefined);
  expect(truths.reduce((sum, { count }) => sum + count, 0)).toBe(sent.length);
  expect(new Set(truths.map(({ id }) => id)).size).toBe(truths.length);
  expect(truths.filter(({ complete }) => !complete).length).toBeGreaterThan(0);
  for (const { kind, complete, found, count, transactions } of truths) {
    expect(transactions).toHaveLength(count);
    if (complete) expect(found).toBe(kind === "structuring" || kind === "single-large");
  }
});
