import { Sessions } from "../../../bench/contenders/plainConsumer/sessions";
import { createWatermark } from "../../../bench/contenders/plainConsumer/watermark";
import { workload } from "../../../bench/workloads/workloads";
import { Malformed, parseTransaction } from "../../../payment/transaction";
import type { Alert } from "../../../transforms/alert";
import { reference } from "../../live/support/reference";
import { compare, isExact } from "../../live/support/verdict";

const RULE = {
  ...{ grouping: "pair" as const, sessions: { gapMs: 60_000, maxSessionMs: 0 }, windowText: "session" },
  ...{ gapMs: 60_000, thresholdCents: 1_000_000, allowedLatenessMs: 60_000, maxEvidence: 100 },
};

const pay = (timestampMs: number, amount: number) => ({
  timestampMs,
  origin: "a",
  target: "b",
  amountCents: amount * 100,
});
const summary = (alert: Alert | undefined) => alert && `${alert.timing} ${alert.totalAmount}`;

test("a sum that crosses the limit is warned of once, and told as final when its session ends", () => {
  const sessions = new Sessions(RULE);
  expect(sessions.add(pay(0, 6_000))).toBeUndefined();
  expect(summary(sessions.add(pay(1_000, 6_000)))).toBe("EARLY 12000");
  expect(sessions.add(pay(2_000, 1_000))).toBeUndefined();
  expect([...sessions.advanceTo(61_998)]).toEqual([]);
  expect([...sessions.advanceTo(61_999)].map(summary)).toEqual(["ON_TIME 13000"]);
  expect([...sessions.advanceTo(70_000)]).toEqual([]);
});

test("a late payment corrects its session, and one that is too late changes nothing", () => {
  const sessions = new Sessions(RULE);
  sessions.add(pay(0, 12_000));
  expect([...sessions.advanceTo(60_000)].map(summary)).toEqual(["ON_TIME 12000"]);
  expect(summary(sessions.add(pay(0, 500)))).toBe("LATE 12500");
  expect([...sessions.advanceTo(119_999)]).toEqual([]);
  expect(sessions.add(pay(0, 500))).toBeUndefined();
  expect(sessions.pairs).toBe(0);
});

test("a payment between two sessions makes one of them", () => {
  const sessions = new Sessions(RULE);
  sessions.add(pay(0, 6_000));
  sessions.add(pay(100_000, 6_000));
  expect(summary(sessions.add(pay(50_000, 1)))).toBe("EARLY 12001");
  expect([...sessions.advanceTo(1_000_000)].map(summary)).toEqual(["ON_TIME 12001"]);
});

test("partitions that are read one after the other give what the reference gives", () => {
  const partitions = 2;
  const lines = [...workload("short", 20_000, { partitions, nowMs: Date.now() }).records()];
  const sessions = new Sessions(RULE);
  const watermark = createWatermark(partitions);
  const messages: string[] = [];
  // Batches in turn, of different lengths: one partition is far ahead of the other.
  const queues = [0, 1].map((rest) => lines.filter(({ key }) => Number(key.codePointAt(0)) % 2 === rest));
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn++) {
    for (const { value, timestampMs } of queues[turn % 2].splice(0, turn % 2 === 0 ? 700 : 90)) {
      const parsed = parseTransaction(String(value), Date.now());
      if (parsed instanceof Malformed) throw new Error(parsed.detail);
      const alert = sessions.add(parsed);
      if (alert) messages.push(JSON.stringify(alert));
      watermark.advance(turn % 2, timestampMs);
    }
    for (const alert of sessions.advanceTo(watermark.now())) messages.push(JSON.stringify(alert));
  }
  for (const alert of sessions.advanceTo(Number.POSITIVE_INFINITY)) messages.push(JSON.stringify(alert));
  const expected = reference(
    lines.map(({ value }) => String(value)),
    { gapMs: 60_000, thresholdCents: 1_000_000n },
  );
  expect(expected.size).toBeGreaterThan(1_000);
  expect(isExact(compare(expected, messages))).toBe(true);
});
