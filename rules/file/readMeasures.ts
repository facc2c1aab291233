import type { Names } from "../conditions/node";
import type { KeyKind } from "../keys/key";
import { allNames } from "../names/allNames";
import { ofSlot, type SummaryName } from "../names/summaryName";
import { MEASURE_MEANINGS, MEASURES, type MeasureKind, measureSlot } from "./measures";
import { conditionAt } from "./readCondition";
import type { RuleFile } from "./readRule";
import { isName } from "./ruleSchema";
import { owner, valueAt } from "./shapeProblems";

/** What a rule measures itself, by the names that its `when` may ask for. */
export function readMeasures(path: PropertyKey[], raw: unknown, key: KeyKind, known: Names, file: RuleFile) {
  const measures: SummaryName[] = [];
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return measures;
  for (const [name, what] of Object.entries(raw)) {
    if (!isName(name)) continue;
    if (allNames().has(name) || known.constants.has(name)) {
      const expected = "another name: this one is taken";
      file.problems.push({
        ...owner([...path, name], file.raw),
        ...file.places.ofKey(path, name),
        found: name,
        expected,
      });
      continue;
    }
    for (const kind of MEASURES) {
      const measure = readMeasure([...path, name, kind], name, kind, valueAt(what, [kind]), key, known, file);
      if (measure !== undefined) measures.push(measure);
    }
  }
  return measures;
}

function readMeasure(
  path: PropertyKey[],
  name: string,
  kind: MeasureKind,
  source: unknown,
  key: KeyKind,
  known: Names,
  file: RuleFile,
): SummaryName | undefined {
  const condition = conditionAt(path, source, known, file);
  if (condition === undefined) return undefined;
  const slot = measureSlot(kind, key, condition);
  if (slot !== undefined) return ofSlot(name, `${MEASURE_MEANINGS[kind]} for which ${condition.text}`, slot);
  const expected = `a measure that key ${key.name} has: ${MEASURES.filter((one) => measureSlot(one, key, condition)).join(", ")}`;
  file.problems.push({
    ...owner(path, file.raw),
    ...file.places.ofKey(path.slice(0, -1), kind),
    found: kind,
    expected,
  });
  return undefined;
}
