import TinyQueue from "tinyqueue";
import { type HonestPayment, type HonestSettings, honestPayments } from "./honestPayments";
import { occasions } from "./occasions";
import { PROFILES, type ProfileKind } from "./profiles/profiles";
import { createRandom } from "./random";

export interface HonestTrafficSettings extends HonestSettings {
  /** Which share of the payments each profile makes, between 0 and 1, at most 1 together; the rest is ordinary. */
  profiles: ReadonlyMap<ProfileKind, number>;
}

/** Honest payments by time, for ever: ordinary ones, and those of the profiles between them. */
export function honestTraffic(seed: string | number, settings: HonestTrafficSettings): Iterable<HonestPayment> {
  const { profiles, intervalMs, ...rest } = settings;
  const ordinaryShare = 1 - [...profiles.values()].reduce((sum, share) => sum + share, 0);
  const streams = [...profiles].map(([kind, share]) =>
    occasions(createRandom(seed, `honest ${kind}`), PROFILES[kind], {
      ...rest,
      kind,
      intervalMs: intervalMs / share,
    }),
  );
  if (ordinaryShare > ROUNDING) {
    streams.unshift(honestPayments(createRandom(seed, "honest"), { ...rest, intervalMs: intervalMs / ordinaryShare }));
  }
  return streams.length === 1 ? streams[0] : mergeByTime(streams);
}

/** What may be left of shares that add up to all. */
const ROUNDING = 1e-9;

function* mergeByTime(streams: Iterator<HonestPayment, never>[]): Generator<HonestPayment, never> {
  const next = streams.map((stream) => ({ stream, payment: stream.next().value }));
  const queue = new TinyQueue(next, (a, b) => a.payment.transaction.timestampMs - b.payment.transaction.timestampMs);
  for (;;) {
    const soonest = queue.pop() as (typeof next)[number];
    yield soonest.payment;
    soonest.payment = soonest.stream.next().value;
    queue.push(soonest);
  }
}
