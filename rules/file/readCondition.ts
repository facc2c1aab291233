import { type Condition, readCondition as read } from "../conditions/condition";
import type { Names } from "../conditions/node";
import type { Places } from "./places";
import type { Problem } from "./problem";
import { owner } from "./shapeProblems";

/** Checks the condition at `path` of the file; undefined where there is none or a problem was found. */
export function conditionAt(
  path: readonly PropertyKey[],
  source: unknown,
  names: Names,
  file: { raw: unknown; places: Places; problems: Problem[] },
): Condition | undefined {
  if (typeof source !== "string" || source === "") return undefined;
  const condition = read(source, names);
  if (!Array.isArray(condition)) return condition;
  for (const { start, found, expected } of condition) {
    file.problems.push({ ...owner(path, file.raw), ...file.places.inText(path, start), found, expected });
  }
  return undefined;
}
