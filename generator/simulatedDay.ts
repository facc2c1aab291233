import { formatTransaction } from "../payment/transaction";
import { type Break, createBreaker } from "./faults/malformed";
import type { Plan } from "./schemes/patterns/pattern";
import { PATTERNS, type PatternKind } from "./schemes/patterns/patterns";
import { drawScheme, type Scheme } from "./schemes/scheme";
import { traffic } from "./schemes/traffic";
import { createAccounts } from "./traffic/accounts";
import { logNormalAmounts } from "./traffic/amounts";
import { honestTraffic } from "./traffic/honestTraffic";
import { usualProfiles } from "./traffic/profiles/profiles";
import { createRandom, type Random } from "./traffic/random";

export interface DaySettings {
  seed: string | number;
  /** Epoch ms of midnight. */
  startMs: number;
  /** Lines of the day. */
  count?: number;
  /** The rule the schemes try to slip under; the detector's defaults unless told otherwise. */
  gapMs?: number;
  limitCents?: number;
  /** Schemes for each rule of rules/default.yaml, and honest habits that look like them, by the hours of people. */
  rich?: boolean;
}

export interface SimulatedDay {
  /** All lines, in order of time, without line ends. Bytes where a line is no text. Can be read once. */
  lines: Iterable<string | Uint8Array>;
  /** What was planted, by time of the first payment. */
  schemes: Scheme[];
  /** How many lines of each dead-letter reason there are; complete once `lines` has been read. */
  malformed: Map<Break["reason"], number>;
}

const DAY_MS = 24 * 3_600_000;
const ACCOUNTS = 2_000;
const RICH_ACCOUNTS = 20_000;
const MALFORMED_SHARE = 1 / 500;
/** Less than a day, as what pays back tomorrow is missed today: so all lines are of the day. */
const RICH_DAY_MS = 0.93 * DAY_MS;

/** Few enough alerts for a person to read them all. */
const PLAIN: Partial<Record<PatternKind, number>> = {
  structuring: 8,
  "slow-structuring": 2,
  "fan-out": 1,
  "fan-in": 1,
  cycle: 2,
  "single-large": 5,
  salary: 2,
};

const RICH: Partial<Record<PatternKind, number>> = {
  structuring: 5,
  "mixed-structuring": 3,
  "slow-structuring": 3,
  "spread-structuring": 2,
  "fan-out": 3,
  "slow-fan-out": 2,
  "fan-in": 3,
  "slow-fan-in": 2,
  "just-below": 4,
  "pass-through": 4,
  "mixed-pass-through": 2,
  "round-trip": 3,
  "slow-round-trip": 2,
  "round-amounts": 3,
  "single-large": 3,
  cycle: 2,
};

/** A day at a small bank: honest payments, a few schemes, some lines that are no payments. The same for the same seed. */
export function simulatedDay(settings: DaySettings): SimulatedDay {
  const { seed, startMs, count = 20_000, gapMs = 600_000, limitCents = 1_000_000, rich = false } = settings;
  const accounts = createAccounts({ count: rich ? RICH_ACCOUNTS : ACCOUNTS, skew: 0.8, name: accountNumber });
  const schemes = planDay(createRandom(seed, "schemes"), rich ? RICH : PLAIN, { startMs, gapMs, limitCents, accounts });
  const planted = schemes.reduce((sum, scheme) => sum + scheme.transactions.length, 0);
  const honest = honestTraffic(seed, {
    startMs,
    intervalMs: (rich ? RICH_DAY_MS : DAY_MS) / Math.max(1, count - planted),
    arrivals: rich ? "daily" : "poisson",
    accounts,
    drawAmount: logNormalAmounts(6_000, 1.1),
    profiles: rich ? usualProfiles() : new Map(),
  });
  const malformed: SimulatedDay["malformed"] = new Map();
  return { lines: linesOf(), schemes, malformed };

  function* linesOf(): Generator<string | Uint8Array> {
    const random = createRandom(seed, "malformed");
    const nextBreak = createBreaker(random);
    for (const { transaction, scheme } of traffic(take(honest, Math.max(0, count - planted)), schemes)) {
      if (scheme !== undefined || random.next() >= MALFORMED_SHARE) {
        yield formatTransaction(transaction);
        continue;
      }
      const { format, reason } = nextBreak();
      malformed.set(reason, (malformed.get(reason) ?? 0) + 1);
      yield format(transaction);
    }
  }
}

function planDay(
  random: Random,
  kinds: Partial<Record<PatternKind, number>>,
  rule: Omit<Plan, "parts" | "spreadMs">,
): Scheme[] {
  const planned = Object.entries(kinds).flatMap(([name, times]) => {
    const kind = name as PatternKind;
    // Early enough for the slowest scheme to end before midnight.
    const latest = (PATTERNS[kind].pace === "quick" ? 0.75 : 0.3) * DAY_MS;
    return Array.from({ length: times }, () => ({ kind, startMs: rule.startMs + random.integer(0, latest) }));
  });
  planned.sort((a, b) => a.startMs - b.startMs);
  return planned.map(({ kind, startMs }, number) =>
    drawScheme(`${kind}-${number + 1}`, kind, random, {
      ...rule,
      startMs,
      parts: random.integer(4, 9),
      spreadMs: rule.startMs + 0.9 * DAY_MS - startMs,
    }),
  );
}

/** Five digits that look like nobody counted them; different for all indexes below 90,000. */
function accountNumber(index: number): string {
  return `ACC-${10_000 + ((index * 7_919) % 90_000)}`;
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  if (count <= 0) return;
  let taken = 0;
  for (const item of items) {
    yield item;
    if (++taken === count) return;
  }
}
