import type { TypeName, Value } from "./units";

/** What is wrong at which characters of a condition, and what would be right. */
export interface ConditionProblem {
  start: number;
  end: number;
  found: string;
  expected: string;
}

/** The library's node, as far as it is looked at. */
export interface Node {
  readonly op: string;
  // biome-ignore lint/suspicious/noExplicitAny: differs by op
  readonly args: any;
  readonly start: number;
  readonly end: number;
}

/** What the names of a condition stand for: values that are known when the rule is read, and types of those that are not. */
export interface Names {
  constants: ReadonlyMap<string, Value>;
  types: ReadonlyMap<string, TypeName>;
  /** Those whose value only ever grows as payments are added. */
  growing?: ReadonlySet<string>;
}

/** Short enough for a message, and never nothing. */
export function excerpt(text: string): string {
  if (text === "") return '""';
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
