import type { z } from "zod";
import { nearest } from "../../config/nearest";
import { excerpt } from "../conditions/node";
import { WINDOWS } from "../windows/windows";
import { MEASURES } from "./measures";
import type { Places } from "./places";
import type { Problem } from "./problem";
import { ruleSchema, ruleSetSchema } from "./ruleSchema";

type Issue = z.core.$ZodIssue;

/** What zod says of a file, as problems with their places. `raw` is what it looked at. */
export function shapeProblems(issues: readonly Issue[], raw: unknown, places: Places): Problem[] {
  const unknown = new Set(issues.filter(({ code }) => code === "unrecognized_keys").map(({ path }) => path.join()));
  // What is wrong with the whole where a part of it is not known follows from that.
  const first = issues.filter(({ code, path }) => code !== "custom" || !unknown.has(path.join()));
  return first.flatMap((issue) => problemsOf(issue, [], raw, places));
}

function problemsOf(issue: Issue, above: PropertyKey[], raw: unknown, places: Places): Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(key, path, raw, places));
  if (issue.code === "invalid_union" && path.at(-1) === "window") return windowProblems(issue, path, raw, places);
  if (issue.code === "invalid_key") return [badName(issue, path, raw, places)];
  const found = excerpt(places.text(path) || "nothing");
  return [{ ...owner(path, raw), ...places.of(path), found, expected: issue.message }];
}

/** Of a window, only what its own kind says. */
function windowProblems(issue: Issue & { code: "invalid_union" }, path: PropertyKey[], raw: unknown, places: Places) {
  const value = valueAt(raw, path);
  const kinds = Object.keys(WINDOWS);
  const kind = typeof value === "object" && value !== null ? kinds.findIndex((name) => Object.hasOwn(value, name)) : -1;
  if (kind >= 0) return issue.errors[kind].flatMap((one) => problemsOf(one, path, raw, places));
  const meant = Object.keys(value ?? {}).map((name) => nearest(name, kinds))[0];
  const expected = meant
    ? `a kind of window: did you mean ${meant}?`
    : "{ session: 10m }, { sliding: 24h, every: 1h } or { calendar: 1d }";
  return [{ ...owner(path, raw), ...places.of(path), found: excerpt(places.text(path) || "nothing"), expected }];
}

function unknownField(key: string, path: PropertyKey[], raw: unknown, places: Places): Problem {
  const known = fieldsAt(path);
  const meant = nearest(key, known);
  const expected = `a known field: ${meant === undefined ? known.join(", ") : `did you mean ${meant}?`}`;
  return { ...owner(path, raw), ...places.ofKey(path, key), found: excerpt(key), expected };
}

/** The name of a parameter or measure, or what is measured, that is none. */
function badName(issue: Issue & { code: "invalid_key" }, path: PropertyKey[], raw: unknown, places: Places): Problem {
  const key = String(path.at(-1));
  const place = places.ofKey(path.slice(0, -1), key);
  const isKind = path.length === 5 && path[2] === "measure";
  const meant = isKind ? nearest(key, MEASURES) : undefined;
  const expected = meant
    ? `did you mean ${meant}?`
    : isKind
      ? `one of ${MEASURES.join(", ")}`
      : issue.issues[0].message;
  return { ...owner(path, raw), ...place, found: excerpt(key), expected };
}

function fieldsAt(path: PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(ruleSetSchema.shape);
  if (path.at(-2) === "measure") return [...MEASURES];
  if (path.at(-1) === "window") return ["session", "longest", "sliding", "every", "calendar"];
  return Object.keys(ruleSchema.shape);
}

/** `rule` and `field` of a problem at this path. */
export function owner(path: readonly PropertyKey[], raw: unknown): { rule?: string; field: string } {
  if (path[0] !== "rules" || path.length < 2) return { field: path.join(".") };
  const id = valueAt(raw, ["rules", path[1], "id"]);
  const rule = typeof id === "string" && id !== "" ? excerpt(id) : `${Number(path[1]) + 1}`;
  return { rule, field: path.slice(2).join(".") };
}

export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
