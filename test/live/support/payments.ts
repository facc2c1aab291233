import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { OutgoingRecord } from "../../../kafka/producer";

export interface Traffic {
  seed: number;
  count: number;
  accounts: number;
  /** Ms between one payment and the next. */
  stepMs: number;
  /** Epoch ms of the first. */
  startMs: number;
  /** How far a payment's time may lie before its place in the stream, ms. */
  disorderMs?: number;
  /** The percentage of payments that go from account 0 to account 1. */
  hotPercent?: number;
}

/** Payments between random accounts, one by one: of millions, not all need be in memory. */
export function* eachPayment(traffic: Traffic): Generator<OutgoingRecord> {
  const { seed, count, accounts, stepMs, startMs, disorderMs = 0, hotPercent = 0 } = traffic;
  const random = xoroshiro128plus(seed);
  const draw = (from: number, to: number) => uniformInt(random, from, to);
  for (let index = 0; index < count; index++) {
    const isHot = hotPercent > 0 && draw(1, 100) <= hotPercent;
    const origin = isHot ? 0 : draw(0, accounts - 1);
    const target = isHot ? 1 : (origin + draw(1, accounts - 1)) % accounts;
    const timestampMs = startMs + Math.floor(index * stepMs) - (disorderMs === 0 ? 0 : draw(0, disorderMs));
    yield paymentRecord(timestampMs, String(origin), String(target), draw(1, 999_999));
  }
}

/** A payment as the generator sends it: key, line and the payment's time. */
export function paymentRecord(timestampMs: number, origin: string, target: string, cents: number): OutgoingRecord {
  return {
    key: `${origin};${target}`,
    value: `${new Date(timestampMs).toISOString()};${origin};${target};${(cents / 100).toFixed(2)}`,
    timestampMs,
  };
}

/** Payments that have all happened: every session has ended by the wall clock, too. */
export function backlog(traffic: Pick<Traffic, "seed" | "count"> & Partial<Traffic>): OutgoingRecord[] {
  const { count, stepMs = 10 } = traffic;
  const startMs = Date.now() - count * stepMs - 3_600_000;
  return [...eachPayment({ accounts: 60, stepMs, startMs, disorderMs: 5_000, ...traffic })];
}
