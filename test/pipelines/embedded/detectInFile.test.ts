import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatTransaction } from "../../../payment/transaction";
import { detectInAnyOrder } from "../../../pipelines/embedded/detectInAnyOrder";
import { detectInFile } from "../../../pipelines/embedded/detectInFile";
import { detectInText } from "../../../pipelines/embedded/detectInText";
import { byStart } from "../../../pipelines/embedded/found";
import { runShard } from "../../../pipelines/embedded/runShard";
import { runShards } from "../../../pipelines/embedded/runShards";
import type { RuleSetSettings } from "../../../pipelines/judgeByRules";
import type { DetectionSettings } from "../../../pipelines/oneRule";
import { type Alert, GROUPINGS } from "../../../transforms/alert";
import type { DeadLetter } from "../../../transforms/recordParser";
import { linesOf, randomHistory } from "../../rules/history/randomHistory";
import { fileOf, randomRules } from "../../rules/randomRules";
import { nearlyInOrder } from "../../rules/stream/nearlyInOrder";
import { at, GAP_MS, tx } from "../../transforms/payments";
import { detectInLines } from "../detectInLines";
import { lines, sessionWindow, settings, slidingWindow } from "../detection";

const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 60);

const folder = mkdtempSync(join(tmpdir(), "detect-in-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(written: string[]): string {
  const path = join(folder, "payments.txt");
  writeFileSync(path, written.map((line) => `${line}\n`).join(""));
  return path;
}

function bySet(text: string, history?: string): RuleSetSettings {
  const rules = { file: "rules.yaml", text, maxEvidence: 3, ...(history !== undefined && { history }) };
  const limits = { maxFutureSkewMs: 300_000, maxRecordBytes: 65_536 };
  return { rules, early: false, restarts: false, allowedLatenessMs: 0, ...limits };
}

const oneRule: fc.Arbitrary<DetectionSettings> = fc
  .record({
    grouping: fc.constantFrom(...GROUPINGS),
    window: fc.constantFrom(
      sessionWindow(),
      sessionWindow(3 * GAP_MS),
      slidingWindow(),
      slidingWindow(420_000, 300_000),
    ),
    thresholdCents: fc.constantFrom(0, 1_000_000),
    maxEvidence: fc.constantFrom(1, 100),
  })
  .map(settings);

const detections = fc.oneof(
  oneRule,
  randomRules.map((rules) => bySet(fileOf(rules))),
  randomHistory.map((versions) => bySet("", linesOf(versions))),
);

/** Lines of another form, and lines that are none, which every shard has to see alike. */
const others = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom("", "2026-03-02T09:00:00Z;a;a;1", "2999-01-01T00:00:00Z;a;b;9", "2026-03-02T09:00:00Z;a;é\0;1"),
  ),
  { maxLength: 4 },
);

test(
  "any number of shards find what the pipeline finds on Beam's DirectRunner, to the last byte",
  async () => {
    await fc.assert(
      fc.asyncProperty(nearlyInOrder, detections, others, fc.integer({ min: 1, max: 4 }), async (nearly, ...rest) => {
        const [detection, inserted, count] = rest;
        const { disorderMs } = nearly;
        const written = nearly.arrival.map(formatTransaction);
        for (const [place, line] of inserted) written.splice(place % (written.length + 1), 0, line);
        const expectedLetters: DeadLetter[] = [];
        const expected = await detectInLines(written, detection, (letter) => expectedLetters.push(letter));
        const alerts: Alert[] = [];
        let windows = 0;
        for (let index = 0; index < count; index++) {
          const letters: DeadLetter[] = [];
          const run = { disorderMs, wanted: { alerts: detection }, shard: { index, count } };
          const blocks = written.map((line) => Buffer.from(line));
          const read = runShard(blocks, run, (alert) => alerts.push(alert as Alert), {
            onDeadLetter: (letter) => letters.push(letter),
          });
          expect(letters.map(withoutClock)).toEqual(expectedLetters.map(withoutClock));
          expect([read.linesRead, read.deadLetters]).toEqual([expected.linesRead, expected.deadLetters]);
          expect(read.late).toBeUndefined();
          windows += read.windows;
        }
        expect(JSON.stringify(alerts.sort(byStart))).toBe(JSON.stringify(expected.alerts));
        expect(windows).toBe(expected.windows);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

/** A payment of the future is told with the time of the clock. */
function withoutClock({ detail, ...letter }: DeadLetter) {
  return { ...letter, detail: detail.replace(/\(.*\)/, "") };
}

test(
  "threads find the same as one, and dead letters come once and in order",
  async () => {
    const written = Array.from({ length: 300 }, (_, i) =>
      i % 100 === 7 ? `none ${i}` : formatTransaction(tx(`a${i % 7}`, `b${i % 3}`, 6_000, at(i))),
    );
    const letters: (number | undefined)[] = [];
    const alerts: Alert[] = [];
    const onDeadLetter = ({ line }: DeadLetter) => letters.push(line);
    const run = { path: fileWith(written), disorderMs: 0, workers: 3, onDeadLetter };
    const wanted = { alerts: settings({ thresholdCents: 0 }) };
    const read = await runShards(run, wanted, (alert) => alerts.push(alert as Alert), 1);
    expect(letters).toEqual([8, 108, 208]);
    expect({ ...read, alerts: alerts.sort(byStart) }).toEqual(detectInText(written, wanted.alerts));
  },
  TIMEOUT_MS,
);

describe("payments further out of order than the disorder", () => {
  const written = [
    ...lines([tx("a", "b", 6_000, at(0)), tx("c", "d", 1, at(120)), tx("a", "b", 6_000, at(5))]),
    "none",
  ];
  const run = { settings: settings(), workers: 1 };

  test("are an error that names the first one, how late it is, and what would take the whole file", async () => {
    const path = fileWith(written);
    await expect(detectInFile({ ...run, path, disorderMs: 3_600_000 })).rejects.toThrow(
      `--disorder: line 3 of "${path}" is a payment 115m older than one before it, expected at most 1h; --disorder 115m takes the whole file`,
    );
    expect((await detectInFile({ ...run, path, disorderMs: 115 * 60_000 })).alerts).toHaveLength(1);
  });

  test("make a file be read again, which is told, and change nothing: each dead letter comes once", async () => {
    const told: string[] = [];
    const letters: (number | undefined)[] = [];
    const onDeadLetter = ({ line }: DeadLetter) => letters.push(line);
    const found = await detectInAnyOrder({ ...run, path: fileWith(written), onDeadLetter }, (line) => told.push(line));
    expect(found).toEqual(detectInText(written, run.settings));
    expect(letters).toEqual([4]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^--disorder: line 3 .* 115m older .*: reading it again so$/);
  });

  test("of a file whose payments come later and later, the second reading takes the latest", async () => {
    const minutes = [0, 120, 50, 300, 10, 301, 290];
    const written = minutes.map((minute, i) => formatTransaction(tx("a", "b", 9_000 + i, at(minute))));
    const told: string[] = [];
    const found = await detectInAnyOrder({ ...run, path: fileWith(written) }, (line) => told.push(line));
    expect(found).toEqual(detectInText(written, run.settings));
    expect(told[0]).toMatch(/line 3 .* 70m older .*--disorder 290m takes the whole file/);
  });
});
