import { RuleSetError } from "../file/problem";
import { ratesOf, readRuleSet } from "../file/readRuleSet";
import type { Version } from "./version";
import { MAX_RECORD_BYTES, type VersionRecord, versionRecordSchema } from "./versionRecord";

const FIELDS = Object.keys(versionRecordSchema.shape).join(", ");

/** A record that is no version; the message says what was found and what would be right. */
export class NoVersion extends Error {}

/** The version that a record holds, as far as it can be judged by itself. Throws a `NoVersion`. */
export function readVersion(text: string): Version {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_RECORD_BYTES) throw new NoVersion(`found ${bytes} bytes, expected at most ${MAX_RECORD_BYTES}`);
  const record = recordOf(text);
  const { id, version, effectiveFrom, by, note } = record;
  const fromMs = effectiveFrom === "always" ? Number.NEGATIVE_INFINITY : effectiveFrom;
  return { id, version, fromMs, ...contentOf(record), by, note };
}

function recordOf(text: string): VersionRecord {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new NoVersion("found no JSON, expected a version of a rule as JSON");
  }
  const checked = versionRecordSchema.safeParse(json);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  if (issue.code === "unrecognized_keys") throw new NoVersion(`${issue.keys[0]}: expected one of ${FIELDS}`);
  const field = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw new NoVersion(`${field}expected ${issue.message}`);
}

function contentOf({ id, version, rule, parameters, rates, removed }: VersionRecord): Pick<Version, "rule" | "rates"> {
  if (removed) return {};
  for (const name of ["id", "version"]) {
    if (rule && Object.hasOwn(rule, name)) throw new NoVersion(`rule.${name}: expected beside the rule, not in it`);
  }
  try {
    if (rates) return { rates: ratesOf(JSON.stringify({ rates }), id) };
    return { rule: readRuleSet(JSON.stringify({ parameters, rules: [{ id, version, ...rule }] }), id)[0] };
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    const problems = error.problems.map(
      ({ field, found, expected }) => `${field}: found ${found}, expected ${expected}`,
    );
    throw new NoVersion(problems.join("; "));
  }
}
