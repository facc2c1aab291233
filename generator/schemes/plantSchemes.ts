import type { Accounts } from "../traffic/accounts";
import { type Arrivals, activityTimes } from "../traffic/arrivals";
import { WAKING } from "../traffic/hours";
import type { Random } from "../traffic/random";
import type { PatternKind } from "./patterns/patterns";
import { drawScheme, type Scheme } from "./scheme";

export interface SchemeSettings {
  startMs: number;
  /** Mean time between two payments of schemes: sets how often one starts. */
  intervalMs: number;
  /** How often each kind comes, relative to the others. */
  kinds: Map<PatternKind, number>;
  parts: { min: number; max: number };
  gapMs: number;
  limitCents: number;
  /** Slow schemes end within this. */
  spreadMs: number;
  /** `daily`: schemes begin when people are awake. */
  arrivals: Arrivals;
  accounts: Accounts;
}

/** Schemes by time of their first payment, for ever. */
export function* plantSchemes(random: Random, settings: SchemeSettings): Generator<Scheme, never> {
  const { kinds, parts, intervalMs, arrivals, ...rule } = settings;
  const timeOf = activityTimes(arrivals, WAKING, settings.startMs);
  let evenMs = settings.startMs;
  for (let number = 1; ; number++) {
    const kind = pickWeighted(random, kinds);
    const size = Math.min(random.integer(parts.min, parts.max), Math.max(2, rule.accounts.count - 1));
    const scheme = drawScheme(`${kind}-${number}`, kind, random, {
      ...rule,
      startMs: timeOf(evenMs - settings.startMs),
      parts: size,
    });
    yield scheme;
    // A scheme of n payments is followed by room for n: the share of payments holds, whatever the sizes.
    evenMs -= Math.log(1 - random.next()) * intervalMs * scheme.transactions.length;
  }
}

function pickWeighted<T>(random: Random, weights: Map<T, number>): T {
  let rest = random.next() * [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  let picked: T | undefined;
  for (const [choice, weight] of weights) {
    picked = choice;
    rest -= weight;
    if (rest < 0) break;
  }
  return picked as T;
}
