import { parseDuration } from "../../config/values";
import { CannotJudge, Exact } from "./exact";
import type { Names, Node } from "./node";
import { negated, operatorOf } from "./operators";
import { parseNumber } from "./parseNumber";
import { Duration, typeOf, type Value } from "./units";

type Constants = Names["constants"];

export function isArithmetic(op: string): boolean {
  return ["+", "-", "*", "/", "%"].includes(op);
}

/** The value of a part of a condition that is the same for all payments. */
export function constantOf(node: Node, source: string, known: Constants): Value | undefined {
  const { op, args } = node;
  if (op === "value") return literal(node, source);
  if (op === "id") return known.get(args);
  if (op === "call") return duration(node);
  if (op === "-_") {
    const value = constantOf(args, source, known);
    return value instanceof Exact ? negated(value) : undefined;
  }
  return isArithmetic(op) ? computed(node, source, known) : undefined;
}

function computed({ op, args }: Node, source: string, known: Constants): Value | undefined {
  const left = constantOf(args[0], source, known);
  const right = left instanceof Exact ? constantOf(args[1], source, known) : undefined;
  if (!(left instanceof Exact && right instanceof Exact)) return undefined;
  try {
    return operatorOf(typeOf(left), op, typeOf(right))?.apply(left, right);
  } catch (error) {
    // A division by zero is refused where it is written.
    if (error instanceof CannotJudge) return undefined;
    throw error;
  }
}

function literal(node: Node, source: string): Value | undefined {
  if (typeof node.args === "string" || typeof node.args === "boolean") return node.args;
  return parseNumber(source.slice(node.start, node.end));
}

function duration({ args: [name, given] }: Node): Duration | undefined {
  if (name !== "duration" || given.length !== 1 || typeof given[0].args !== "string") return undefined;
  const ms = parseDuration(given[0].args);
  return Number.isNaN(ms) ? undefined : new Duration(ms);
}
