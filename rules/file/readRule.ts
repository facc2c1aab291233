import type { Value } from "../conditions/units";
import type { KeyKind } from "../keys/key";
import { KEYS, type KeyName } from "../keys/keys";
import { PAYMENT_NAMES } from "../names/paymentNames";
import { SUMMARY_NAMES, type SummaryName } from "../names/summaryName";
import type { Rule } from "../rule";
import { countsTooMany } from "./countsTooMany";
import type { Places } from "./places";
import type { Problem } from "./problem";
import { conditionAt } from "./readCondition";
import { readMeasures } from "./readMeasures";
import { ruleSchema } from "./ruleSchema";
import { owner, valueAt } from "./shapeProblems";

/** The file that a rule is read from, and where problems go. */
export interface RuleFile {
  raw: unknown;
  places: Places;
  parameters: ReadonlyMap<string, Value>;
  problems: Problem[];
}

/**
 * Checks what a rule means, as far as its shape allows: `problems` then holds all that is wrong with its conditions.
 * Undefined where it is no rule.
 */
export function readRule(index: number, file: RuleFile): Rule | undefined {
  const raw = valueAt(file.raw, ["rules", index]);
  if (typeof raw !== "object" || raw === null) return undefined;
  const path = ["rules", index];
  const field = (name: string): unknown => valueAt(raw, [name]);
  const keyName = ruleSchema.shape.key.safeParse(field("key"));
  // Of all keys, this one has most names: a rule of a key that is none is told only of names that no key has.
  const key: KeyKind = KEYS[keyName.success ? (keyName.data as KeyName) : "account"];
  const constants = file.parameters;
  const paymentNames = { constants, types: typesOf([...PAYMENT_NAMES, ...key.paymentNames]) };
  const where = conditionAt([...path, "where"], field("where"), paymentNames, file);
  const measures = readMeasures([...path, "measure"], field("measure"), key, paymentNames, file);
  const known = new Map([...SUMMARY_NAMES, ...key.summaryNames, ...measures].map((name) => [name.name, name]));
  const when = conditionAt(
    [...path, "when"],
    field("when"),
    {
      constants,
      types: typesOf(known.values()),
      growing: new Set([...known.values()].filter(({ grows }) => grows).map(({ name }) => name)),
    },
    file,
  );
  const shape = ruleSchema.safeParse(raw);
  if (when === undefined || !shape.success) return undefined;
  const names = [...when.names].map((name) => known.get(name) as SummaryName);
  const tooMany = countsTooMany(when, names);
  if (tooMany)
    file.problems.push({ ...owner([...path, "when"], file.raw), ...file.places.of([...path, "when"]), ...tooMany });
  const { id, version = 1, title, severity = "medium", mode = "live", alert = "crossing" } = shape.data;
  return {
    id,
    version,
    title,
    severity,
    mode,
    alerting: alert,
    key,
    window: shape.data.window,
    where,
    when,
    names,
    slots: names.flatMap(({ needs }) => needs),
  };
}

/** Names with their types. */
function typesOf<T extends { name: string; type: SummaryName["type"] }>(names: Iterable<T>) {
  return new Map([...names].map(({ name, type }) => [name, type]));
}
