import { formatTimestamp } from "../../payment/timestamp";
import { ratesText } from "../../rules/history/ratesText";
import type { Version } from "../../rules/history/version";
import type { Rule } from "../../rules/rule";
import { printable } from "../../transforms/alertText";
import type { ShownOutcomes } from "../reviews/ruleOutcomes";
import { stateOf, type VersionState } from "./inForce";
import type { RuleFigures } from "./ruleFigures";
import type { KeptVersion } from "./rulesLog";

/** A version of a rule, as people may see it. Times are RFC 3339, or `always`. */
export interface ShownVersion {
  version: number;
  state: VersionState;
  from: string;
  /** When the next version takes its place. */
  until?: string;
  /** Instead of title, severity and mode: there is no such rule while it is in force, or there are no rates. */
  removed?: true;
  title?: string;
  /** Of a rule, as is its mode. */
  severity?: Rule["severity"];
  mode?: Rule["mode"];
  published: string;
  by?: string;
  note?: string;
  /** How many alerts in view name it. */
  alerts: number;
  /** What people found them to be, where they decide; of a rule. */
  outcomes?: ShownOutcomes;
}

/** The version at an index, where the one at `current` counts. */
export function shownVersion(
  versions: readonly KeptVersion[],
  index: number,
  current: number,
  { counts, outcomes }: RuleFigures,
): ShownVersion {
  const { version, appendedMs } = versions[index];
  const { id, by, note } = version;
  const next = versions[index + 1]?.version;
  return {
    version: version.version,
    state: stateOf(versions, index, current),
    from: timeText(version.fromMs),
    ...(next && { until: timeText(next.fromMs) }),
    ...said(version),
    published: formatTimestamp(appendedMs),
    ...(by !== undefined && { by: printable(by) }),
    ...(note !== undefined && { note: printable(note) }),
    alerts: counts.ofVersion(id, version.version),
    ...(outcomes && version.rule !== undefined && { outcomes: outcomes.of(id, version.version) }),
  };
}

function said({ rule, rates }: Version): Pick<ShownVersion, "removed" | "title" | "severity" | "mode"> {
  if (rule !== undefined) return { title: printable(rule.title), severity: rule.severity, mode: rule.mode };
  return rates === undefined ? { removed: true } : { title: `Rates ${ratesText(rates)}` };
}

function timeText(ms: number): string {
  return ms === Number.NEGATIVE_INFINITY ? "always" : formatTimestamp(ms);
}
