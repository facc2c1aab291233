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
}

/** Payments between random accounts, as the generator's records: key, line and the payment's time. */
export function payments({ seed, count, accounts, stepMs, startMs, disorderMs = 0 }: Traffic): OutgoingRecord[] {
  const random = xoroshiro128plus(seed);
  const draw = (from: number, to: number) => uniformInt(random, from, to);
  return Array.from({ length: count }, (_, index) => {
    const origin = draw(0, accounts - 1);
    const target = (origin + draw(1, accounts - 1)) % accounts;
    const timestampMs = startMs + index * stepMs - (disorderMs === 0 ? 0 : draw(0, disorderMs));
    const cents = draw(1, 999_999);
    return {
      key: `${origin};${target}`,
      value: `${new Date(timestampMs).toISOString()};${origin};${target};${(cents / 100).toFixed(2)}`,
      timestampMs,
    };
  });
}

/** Payments that have all happened: every session has ended by the wall clock, too. */
export function backlog(traffic: Pick<Traffic, "seed" | "count"> & Partial<Traffic>): OutgoingRecord[] {
  const { count, stepMs = 10 } = traffic;
  const startMs = Date.now() - count * stepMs - 3_600_000;
  return payments({ accounts: 60, stepMs, startMs, disorderMs: 5_000, ...traffic });
}
