import { ConfigError } from "../../config/readConfig";
import { formatTimestamp } from "../../payment/timestamp";
import { MIN_LEAD_MS, type WrittenVersion } from "../../rules/history/versionRecord";
import type { Rule } from "../../rules/rule";
import type { Content } from "./content";
import type { Plan, PlannedVersion } from "./plan";
import { isVersion, type RulesLog, withRecords } from "./rulesLog";
import type { NewRecord } from "./rulesTopic";

/** A second for the way to the broker, beside the lead that a version needs there. */
export const LEAD_MS = MIN_LEAD_MS + 1_000;

export interface Intent {
  /** Epoch ms; by default in `LEAD_MS`, and always for the first rules of a topic. */
  effectiveFrom?: number;
  by?: string;
  note?: string;
}

/** Records that would all be versions if they came to lie on the topic now. */
export interface Prepared {
  records: NewRecord[];
  /** The log as it would be then. */
  after: RulesLog;
  /** Epoch ms, -Infinity for always. */
  fromMs: number;
}

/** Throws a `ConfigError` with the reasons why records would be put aside. */
export function prepare(plan: Plan, log: RulesLog, intent: Intent, nowMs: number): Prepared {
  const fromMs = effectiveFrom(log, intent, nowMs);
  const records = plan.versions.map((version) => ({ key: version.id, text: recordText(version, fromMs, intent) }));
  const after = withRecords(
    log,
    records.map(({ text }) => text),
    nowMs,
  );
  const problems = after.records.slice(log.records.length).flatMap((record, i) => {
    if (!isVersion(record)) return `${plan.versions[i].id}: ${record.putAside}`;
    const { wanted } = plan.versions[i];
    return wanted === undefined || saysTheSame(wanted, record.version.rule)
      ? []
      : `${wanted.id}, parameters: found a number with more digits than JSON keeps, expected at most 15`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { records, after, fromMs };
}

function effectiveFrom(log: RulesLog, { effectiveFrom: given }: Intent, nowMs: number): number {
  if (given === undefined) return log.history.versions.length === 0 ? Number.NEGATIVE_INFINITY : nowMs + LEAD_MS;
  if (given >= nowMs + MIN_LEAD_MS) return given;
  const earliest = formatTimestamp(nowMs + LEAD_MS);
  throw new ConfigError([
    `--effective-from: found ${formatTimestamp(given)}, expected ${earliest} or later: payments before may be judged already`,
  ]);
}

function recordText({ id, version, content }: PlannedVersion, fromMs: number, { by, note }: Intent): string {
  const written: WrittenVersion = {
    id,
    version,
    effectiveFrom: fromMs === Number.NEGATIVE_INFINITY ? "always" : formatTimestamp(fromMs),
    ...(content === undefined ? { removed: true } : said(content)),
    by,
    note,
  };
  return JSON.stringify(written);
}

/** Parameters only where a rule calls some. */
function said(content: Content): Pick<WrittenVersion, "rule" | "parameters" | "rates"> {
  if ("rates" in content) return content;
  const { rule, parameters } = content;
  return Object.keys(parameters).length > 0 ? { rule, parameters } : { rule };
}

/** A file tells numbers by how they are written, JSON does not. */
function saysTheSame(wanted: Rule, found: Rule | undefined): boolean {
  const conditions = ({ where, when, slots }: Rule) => [where?.canonical, when.canonical, ...slots.map(({ id }) => id)];
  return found !== undefined && conditions(wanted).join() === conditions(found).join();
}
