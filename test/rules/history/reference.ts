import type { Transaction } from "../../../payment/transaction";
import type { RandomRule } from "../randomRules";
import { type Expected, expectedOf } from "../reference";

/** A version of a rule, in force from `fromMs` on; without a rule there is none from then on. */
export interface RandomVersion {
  id: string;
  version: number;
  fromMs: number;
  rule?: RandomRule;
  /** Tried out only. */
  shadow?: boolean;
}

/** What a version of a rule must find in a window. */
export type ExpectedOfVersion = Expected & { version: number };

/**
 * What rules that change must find, as plainly as can be: the payments of each stretch of time in which a rule gathers alike
 * are judged by each version of the stretch, as if there were no other, and the verdict counts of the version that is in
 * force at the window's last payment.
 */
export function expectedOfHistory(
  versions: RandomVersion[],
  payments: Transaction[],
  maxEvidence: number,
): ExpectedOfVersion[] {
  const found: ExpectedOfVersion[] = [];
  for (const id of new Set(versions.map((version) => version.id))) {
    const own = versions.filter((version) => version.id === id);
    for (const stretch of stretchesOf(own)) {
      const seen = payments.filter(
        ({ timestampMs }) => timestampMs >= stretch[0].fromMs && timestampMs < endOf(own, stretch),
      );
      for (const { version, rule, fromMs } of stretch) {
        const next = own.find((other) => other.version === version + 1);
        const inForce = ({ last }: Expected) => last >= fromMs && (next === undefined || last < next.fromMs);
        const verdicts = expectedOf([rule as RandomRule], seen, maxEvidence).found.filter(inForce);
        found.push(...verdicts.map((one) => ({ ...one, version })));
      }
    }
  }
  return found;
}

/** Runs of versions that gather alike. */
function stretchesOf(own: RandomVersion[]): RandomVersion[][] {
  const stretches: RandomVersion[][] = [];
  let open: RandomVersion[] | undefined;
  for (const [i, version] of own.entries()) {
    // A version that another one replaces at the same moment was never in force.
    if (own[i + 1]?.fromMs === version.fromMs) continue;
    const { rule } = version;
    if (rule === undefined) {
      open = undefined;
    } else if (open !== undefined && gathers(open[0].rule as RandomRule) === gathers(rule)) {
      open.push(version);
    } else {
      open = [version];
      stretches.push(open);
    }
  }
  return stretches;
}

function endOf(own: RandomVersion[], stretch: RandomVersion[]): number {
  const last = stretch[stretch.length - 1];
  return own.find((version) => version.version > last.version && version.fromMs > last.fromMs)?.fromMs ?? Infinity;
}

/** What is gathered for a rule, as text: total, count, first and last always are. */
function gathers({ key, window, where, measures, when, alert }: RandomRule): string {
  const asked = new Set(
    when.text.match(/\b(largest|smallest|sent|received|sentCount|receivedCount|payers|payees|own\d)\b/g),
  );
  const kept = [...asked].map((name) => {
    const own = measures.find((measure) => measure.name === name);
    return own === undefined ? name : `${own.kind} ${own.condition.text}`;
  });
  const isEach = window.kind === "sliding" && alert === "every-window";
  return JSON.stringify([key, window.yaml, where?.text, [...new Set(kept)].sort(), isEach]);
}
