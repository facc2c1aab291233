import { ParseError, TypeError as TypeMismatch } from "@marcbachmann/cel-js";
import { type ConditionProblem, excerpt } from "./node";
import { OPERATORS } from "./operators";
import { TYPE_WORDS, type TypeName } from "./units";
import type { WrittenCondition } from "./writtenCondition";

/** What does not read as an expression at all. */
export function syntaxProblem(source: string, error: unknown): ConditionProblem {
  const { start, end } = (error instanceof ParseError && error.range) || { start: 0, end: source.length };
  const found =
    source.slice(start, end).trim() || (start >= source.length ? "the end" : source.slice(start, start + 1));
  return { start, end, found: excerpt(found), expected: `an expression: ${summary(error)}` };
}

/** What reads as an expression but puts together what does not fit. */
export function typeProblem(source: string, written: WrittenCondition, error: unknown): ConditionProblem {
  const range = (error instanceof TypeMismatch && error.range) || { start: 0, end: written.text.length };
  const { start, end } = written.sourceOf(range.start, range.end) ?? { start: 0, end: source.length };
  return { start, end, found: excerpt(source.slice(start, end)), expected: whatFits(summary(error)) };
}

function whatFits(message: string): string {
  const match = /^no such overload: (\S+) (\S+) (\S+)$/.exec(message);
  if (match === null) return `parts that fit: ${message}`;
  const [, left, sign, right] = match;
  const fitting = OPERATORS.filter((one) => one.left === left && one.sign === sign).map((one) => word(one.right));
  if (fitting.length === 0) return `no ${sign} beside ${word(left)}`;
  return `${word(left)} ${sign} ${fitting.join(" or ")}, not ${word(right)}`;
}

function word(type: string): string {
  return TYPE_WORDS[type as TypeName] ?? `a ${type}`;
}

function summary(error: unknown): string {
  const text = error instanceof ParseError || error instanceof TypeMismatch ? error.summary : undefined;
  return text ?? (error instanceof RangeError ? "nested too deeply" : String(error).split("\n")[0]);
}
