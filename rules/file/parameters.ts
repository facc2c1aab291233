import { parseDuration } from "../../config/values";
import { excerpt } from "../conditions/node";
import { parseNumber } from "../conditions/parseNumber";
import { Duration, type Value } from "../conditions/units";
import { allNames } from "../names/allNames";
import type { Places } from "./places";
import type { Problem } from "./problem";
import { isName } from "./ruleSchema";

/** The values that conditions may call by name; what is wrong with others goes to `problems`. */
export function readParameters(raw: unknown, places: Places, problems: Problem[]): Map<string, Value> {
  const parameters = new Map<string, Value>();
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return parameters;
  for (const [name, value] of Object.entries(raw)) {
    const path = ["parameters", name];
    const field = path.join(".");
    if (!isName(name)) continue;
    if (allNames().has(name)) {
      const expected = "another name: conditions know this one as something else";
      problems.push({ field, ...places.ofKey(["parameters"], name), found: name, expected });
      continue;
    }
    const known = readParameter(value, places.text(path) ?? "");
    if (known !== undefined) parameters.set(name, known);
    else if (Number.isFinite(value)) {
      const expected = "a number of at most 18 digits, with at most 9 behind the point";
      problems.push({ field, ...places.of(path), found: excerpt(places.text(path) ?? ""), expected });
    }
  }
  return parameters;
}

/** Numbers by how they are written, so that none is rounded. */
function readParameter(value: unknown, written: string): Value | undefined {
  if (typeof value === "number") return parseNumber(written);
  if (typeof value === "boolean") return value;
  return typeof value === "string" ? durationOrText(value) : undefined;
}

/** The value of a parameter as a file would have it, from how it is written there. */
export function parameterOf(written: string): Value {
  if (written === "true" || written === "false") return written === "true";
  return parseNumber(written) ?? durationOrText(written);
}

function durationOrText(value: string): Value {
  const ms = parseDuration(value);
  return Number.isNaN(ms) ? value : new Duration(ms);
}
