import { formatTimestamp } from "../../payment/timestamp";
import { RATES_ID, SEVERITIES, type Severity } from "../../rules/file/ruleSchema";
import { printable } from "../../transforms/alertText";
import type { ShownOutcomes } from "../reviews/ruleOutcomes";
import { indexAt, stateOf } from "./inForce";
import type { RuleFigures } from "./ruleFigures";
import type { KeptVersion, PutAside, RulesLog } from "./rulesLog";
import { type ShownVersion, shownVersion } from "./shownVersion";

/** What a rule's own answer tells: its versions, the newest first, each with its text, and how many older ones there are. */
export type ShownVersions = NonNullable<ReturnType<typeof shownVersions>>;

/** A rule of the topic, or the rates, as people may see it. */
export interface ShownRuleHistory {
  id: string;
  state: "in force" | "scheduled" | "removed";
  /** The version in force; of a rule that is not, the one that comes next, or the last one there was. */
  version: ShownVersion;
  /** What it says, as YAML. */
  text: string;
  /** The text is longer; the rule's own answer has all of it. */
  cut?: true;
  /** What comes into force later, the next one first, and how much more of it there is. */
  scheduled: ShownVersion[];
  moreScheduled: number;
  /** How many versions there are in all. */
  versions: number;
  /** How many alerts in view name it, whatever the version. */
  alerts: number;
  /** What people found them to be, where they decide. */
  outcomes?: ShownOutcomes;
}

/** A record that is no version. */
export interface ShownPutAside {
  offset: string;
  published: string;
  reason: string;
}

/** A page loads the texts of all rules: whoever can publish must not be able to make that slow. */
const MAX_TEXT_CHARACTERS = 4_000;
const MAX_SCHEDULED = 10;
const MAX_VERSIONS = 100;
const MAX_REASON_CHARACTERS = 500;

/** All rules at a time (epoch ms): those in force first, those that are removed last, the worst of each first. */
export function shownRules(log: RulesLog, figures: RuleFigures, nowMs: number): ShownRuleHistory[] {
  const ofRules = [...log.versions()].filter(([id]) => id !== RATES_ID);
  return ofRules.map(([id, versions]) => shownHistory(id, versions, figures, nowMs)).sort(byRank);
}

/** The rates at a time (epoch ms); undefined where there never were any. */
export function shownRates(log: RulesLog, figures: RuleFigures, nowMs: number): ShownRuleHistory | undefined {
  const versions = log.versions().get(RATES_ID);
  return versions && shownHistory(RATES_ID, versions, figures, nowMs);
}

/** The newest versions of a rule, the newest first, each with its text; undefined where there is no such rule. */
export function shownVersions(log: RulesLog, id: string, figures: RuleFigures, nowMs: number) {
  const versions = log.versions().get(id);
  if (versions === undefined) return undefined;
  const current = indexAt(versions, nowMs);
  const shown = versions.map((_, i) => i).slice(-MAX_VERSIONS);
  return {
    id,
    versions: shown.reverse().map((i) => ({ ...shownVersion(versions, i, current, figures), text: versions[i].text })),
    older: versions.length - shown.length,
  };
}

export function shownPutAside({ offset, appendedMs, reason }: PutAside): ShownPutAside {
  return {
    offset: String(offset),
    published: formatTimestamp(appendedMs),
    reason: printable(reason.slice(0, MAX_REASON_CHARACTERS)) + (reason.length > MAX_REASON_CHARACTERS ? "…" : ""),
  };
}

function shownHistory(
  id: string,
  versions: readonly KeptVersion[],
  figures: RuleFigures,
  nowMs: number,
): ShownRuleHistory {
  const current = indexAt(versions, nowMs);
  const isThere = (i: number) => versions[i]?.text !== undefined;
  const later = versions.map((_, i) => i).slice(current + 1);
  const scheduled = later.filter((i) => stateOf(versions, i, current) === "scheduled");
  const told = [current, ...scheduled].find(isThere) ?? versions.findLastIndex((_, i) => isThere(i));
  const show = (i: number) => shownVersion(versions, i, current, figures);
  return {
    id,
    state: isThere(current) ? "in force" : scheduled.some(isThere) ? "scheduled" : "removed",
    version: show(told),
    ...shownText(versions[told]),
    scheduled: scheduled.slice(0, MAX_SCHEDULED).map(show),
    moreScheduled: Math.max(0, scheduled.length - MAX_SCHEDULED),
    versions: versions.length,
    alerts: figures.counts.ofRule(id),
    ...(figures.outcomes && id !== RATES_ID && { outcomes: figures.outcomes.of(id) }),
  };
}

function shownText({ text = "" }: KeptVersion): Pick<ShownRuleHistory, "text" | "cut"> {
  return text.length <= MAX_TEXT_CHARACTERS ? { text } : { text: text.slice(0, MAX_TEXT_CHARACTERS), cut: true };
}

const STATES = ["in force", "scheduled", "removed"];

function byRank(a: ShownRuleHistory, b: ShownRuleHistory): number {
  const rank = ({ state, version }: ShownRuleHistory) =>
    STATES.indexOf(state) * SEVERITIES.length - SEVERITIES.indexOf(version.severity as Severity);
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
