import { isDeepStrictEqual } from "node:util";
import type { WrittenRates } from "../../rules/history/writtenRates";
import { printable } from "../../transforms/alertText";

/** What a version says. */
export type Content = RuleContent | RatesContent;

/** The rule without id and version, and the parameters that it calls by name. */
export interface RuleContent {
  rule: Readonly<Record<string, unknown>>;
  parameters: Readonly<Record<string, unknown>>;
}

export interface RatesContent {
  rates: WrittenRates;
}

/** What a field means that is left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = { severity: "medium", mode: "live", alert: "crossing" };

/** The content of a rule of a file; `parameters`: all that the file has. */
export function contentOf(
  rule: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): RuleContent {
  const { id: _, version: __, ...content } = rule;
  const words = new Set(conditionsOf(content).flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
  const called = Object.entries(parameters).filter(([name]) => words.has(name));
  return { rule: content, parameters: Object.fromEntries(called) };
}

/** The content of a record that has been checked; undefined where it removes a rule, or the rates. */
export function contentOfRecord(text: string): Content | undefined {
  const { rule, rates, parameters = {} } = JSON.parse(text);
  if (rates !== undefined) return { rates };
  return rule === undefined ? undefined : { rule, parameters };
}

function conditionsOf({ where, when, measure }: Readonly<Record<string, unknown>>): string[] {
  const measured = Object.values(measure ?? {}).flatMap((of) => Object.values(of as object));
  return [where, when, ...measured].filter((text) => typeof text === "string");
}

/** The fields that differ, as `field: old → new`; none where the two say the same. */
export function changedFields(before: Content, after: Content): string[] {
  if ("rates" in before || "rates" in after) return differences("", dated(before), dated(after));
  return [
    ...differences("", { ...DEFAULTS, ...before.rule }, { ...DEFAULTS, ...after.rule }),
    ...differences("parameters.", before.parameters, after.parameters),
  ];
}

/** Base and each rate by its currency, and by its day where it has one. */
function dated(content: Content): RuleContent["rule"] {
  if (!("rates" in content)) return {};
  const { changes = [], ...first } = content.rates;
  const later = changes.flatMap(({ from, ...rates }) =>
    Object.entries(rates).map(([currency, rate]) => [`${currency} from ${from}`, rate] as const),
  );
  return { ...first, ...Object.fromEntries(later) };
}

function differences(prefix: string, before: RuleContent["rule"], after: RuleContent["rule"]): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => `${prefix}${name}: ${shown(before[name])} → ${shown(after[name])}`);
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  return printable(typeof value === "string" ? value.trim().replaceAll(/\s+/g, " ") : JSON.stringify(value));
}
