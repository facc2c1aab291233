import { pino } from "pino";
import { linesFor } from "../../generator/lines";
import { createDeparture } from "../../generator/output/departure";
import { createMetrics } from "../../generator/output/metrics";
import type { OutgoingLine } from "../../generator/output/outgoing";
import type { Output } from "../../generator/output/output";
import { createPace } from "../../generator/output/pace";
import { run } from "../../generator/run";
import { createTruthRecorder } from "../../generator/schemes/truth";
import type { OutgoingRecord } from "../../kafka/producer";
import { parseCents } from "../../payment/money";
import { parseTransaction } from "../../payment/transaction";
import { createFakeClock } from "./fakes";
import { optionsOf } from "./settings";

// Fifty thousand lines take a busy machine some seconds.
jest.setTimeout(60_000);

/** An output that keeps what it is given. */
function createMemory<T extends OutgoingRecord>(onWrite: (line: T) => void = () => {}): Output & { lines: T[] } {
  const lines: T[] = [];
  return {
    lines,
    write(record) {
      const line = record as T;
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
async function runWith(
  argv: string[],
  {
    mostAheadMs = Number.POSITIVE_INFINITY,
    stopAfter = 1e9,
    clock = createFakeClock(),
    onLine = (_line: OutgoingLine, _taken: number) => {},
  } = {},
) {
  const options = optionsOf(argv);
  const startMs = options.start ?? clock.now();
  const warnings: string[] = [];
  const log = pino({ level: "warn" }, { write: (text: string) => void warnings.push(JSON.parse(text).msg) });
  const abort = new AbortController();
  const output = createMemory<OutgoingLine>((line) => {
    onLine(line, output.lines.length);
    if (output.lines.length >= stopAfter) abort.abort();
  });
  const truth = createMemory<OutgoingRecord>();
  const progress = { taken: 0, lastDueMs: startMs };
  await run({
    lines: linesFor(options, startMs),
    output,
    truth: { recorder: createTruthRecorder({ gapMs: options.gap, limitCents: options.limit }), outputs: [truth] },
    departure: createDeparture({
      clock,
      pace: createPace({ clock, startMs, speed: options.speed }),
      isOfNow: options.start === undefined,
      mostAheadMs,
      onWait: () => {},
      stop: abort.signal,
      log,
    }),
    stop: abort.signal,
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

test.each([
  ["back", -3_600_000],
  ["forward", 3_600_000],
])("a clock that is set %s by an hour changes no pause, and payments stay of its present", async (direction, ms) => {
  const clock = createFakeClock();
  clock.setBy(Date.UTC(2026, 0, 5));
  const aheadMs: number[] = [];
  const faults = ["--schemes", "20%", "--kinds", "structuring", "--gap", "2s", "--offsets", "20%", "--malformed", "5%"];
  const { output, truths, warnings } = await runWith(["--rate", "4/s", "--count", "200", ...faults], {
    clock,
    mostAheadMs: 59 * 60_000,
    onLine({ timestampMs }, taken) {
      aheadMs.push(timestampMs - clock.now());
      if (taken === 40) clock.setBy(ms);
    },
  });
  expect(clock.elapsed()).toBeLessThan(60_000);
  // Four payments a second, a fifth of them in schemes: honest ones are 312.5 ms apart.
  expect(Math.max(...clock.slept)).toBeLessThan(314);
  expect(aheadMs.filter((ahead) => Math.abs(ahead) > 1)).toEqual([]);
  expect(warnings).toEqual([
    `the clock was set ${direction} by 1h: payments' times go with it, and their rate stays as it is`,
  ]);
  for (const { value, timestampMs, payment } of output.lines.filter((line) => line.payment !== undefined)) {
    expect(parseTransaction(value as string, Number.MAX_SAFE_INTEGER)).toMatchObject({ timestampMs });
    expect(payment?.transaction.timestampMs).toBe(timestampMs);
  }
  const sent = new Set(output.lines.map(({ payment }) => JSON.stringify(payment?.transaction)));
  for (const { transactions } of truths) {
    for (const { timestamp, origin, target, amount } of transactions) {
      const [timestampMs, amountCents] = [Date.parse(timestamp), parseCents(amount)];
      expect(sent).toContain(JSON.stringify({ timestampMs, origin, target, amountCents }));
    }
  }
});

test("times from --start stay those of --start where the clock is set, whose small steps are not told", async () => {
  const clock = createFakeClock();
  const argv = ["--rate", "1/s", "--count", "5", "--start", "1970-01-01T00:00:00Z"];
  const { output, warnings } = await runWith(argv, {
    clock,
    onLine: (_, taken) => clock.setBy(taken === 2 ? -600_000 : 400),
  });
  expect(output.lines.map(({ timestampMs }) => timestampMs)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  expect(warnings).toEqual([expect.stringMatching(/set back by 10m: payments' times go on from --start/)]);
});

test("a payment that is due in two days waits for two days", async () => {
  const { clock, output } = await runWith(["--rate", "0.5/h", "--count", "25"]);
  expect(output.lines.map(({ timestampMs }) => timestampMs)).toEqual(output.lines.map(({ dueMs }) => dueMs));
  expect(clock.elapsed()).toBe(24 * 7_200_000);
});

test("what began in the past goes on in the present, and with the clock where that is set", async () => {
  const clock = createFakeClock();
  clock.setBy(Date.UTC(2026, 0, 5));
  const aheadMs: number[] = [];
  const argv = ["--rate", "1/s", "--speed", "max", "--count", "400"];
  const start = ["--start", new Date(clock.now() - 300_000).toISOString()];
  const { output, warnings } = await runWith([...argv, ...start], {
    clock,
    mostAheadMs: 0,
    onLine({ timestampMs }, taken) {
      aheadMs.push(timestampMs - clock.now());
      if (taken === 350) clock.setBy(-3_600_000);
    },
  });
  expect(clock.elapsed()).toBe(99_000);
  expect(output.lines[0].timestampMs).toBe(Date.parse(start[1]));
  expect(aheadMs.slice(301)).toEqual(Array(99).fill(0));
  expect(warnings).toEqual([expect.stringMatching(/set back by 1h: payments' times go with it/)]);
});
