import { alertOf, revised, START_MS } from "../../viewer/alerts";
import { fuzzed } from "./fuzzed";

const asRecord = (value: unknown) => Buffer.from(JSON.stringify(value));

/** A pipeline's largest alerts: names of 255 bytes, evidence up to 64 KB. */
function* chinese(count: number): Generator<Buffer> {
  const cents = Array.from({ length: 84 }, (_, i) => 60_000 + i);
  for (let i = 0; i < count; i++) {
    const origin = `${"王".repeat(83)}${String(i).padStart(6, "0")}`;
    yield asRecord(alertOf({ origin, target: "李".repeat(85), startMs: START_MS + i * 1_000, cents }));
  }
}

/** As much for the list as an account-wise alert can hold: control characters are shown six times as long. */
function* escaped(count: number): Generator<Buffer> {
  const pairs = Array.from({ length: 20 }, (_, i) => ({ origin: "a", target: `${"\u0001".repeat(200)}${i}` }));
  for (let i = 0; i < count; i++) {
    const overrides = { grouping: "origin" as const, target: undefined, pairs, pairCount: 20 };
    yield asRecord(alertOf({ origin: `a${i}`, startMs: START_MS + i * 1_000, overrides }));
  }
}

/** All of one pair, a session after the other. */
function* onePair(count: number): Generator<Buffer> {
  for (let i = 0; i < count; i++) yield asRecord(alertOf({ startMs: START_MS + i * 3_600_000 }));
}

/** Every payment of a record is wrong in four ways: 1 MB of them, and as many as the limits let through. */
function* emptyPayments(count: number): Generator<Buffer> {
  const large = asRecord({ ...alertOf(), transactions: Array(350_000).fill({}) });
  const allowed = asRecord({ ...alertOf(), transactions: Array(2_000).fill({}) });
  const nested = Buffer.from(`${"[".repeat(65_000)}${"]".repeat(65_000)}`);
  for (let i = 0; i < count; i++) yield* [large, allowed, nested];
}

let ordinaryAlerts = 0;

/** Small alerts as a bank has them, other ones each time. */
function* ordinary(count: number): Generator<Buffer> {
  const from = ordinaryAlerts;
  ordinaryAlerts += count;
  for (let i = from; i < ordinaryAlerts; i++) {
    yield asRecord(revised(alertOf({ origin: `acc-${i % 5_000}`, startMs: START_MS + i * 1_000 })));
  }
}

/** What may be sent to the alert topic by somebody who means harm, by name. */
export const attacks = { chinese, escaped, onePair, emptyPayments, ordinary, fuzzed };
export type AttackName = keyof typeof attacks;
