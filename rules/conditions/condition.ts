import { syntaxProblem, typeProblem } from "./conditionProblems";
import { environmentOf, MAX_CONDITION_LENGTH, parser } from "./environment";
import { CannotJudge } from "./exact";
import { type ConditionProblem, excerpt, type Names, type Node } from "./node";
import { show, TYPE_WORDS, type TypeName, typeOf, type Value } from "./units";
import { WrittenCondition } from "./writtenCondition";

/** The values that a condition asks for, by name. */
export type Values = Record<string, Value | undefined>;

/** A part of a condition that compares two values. */
export interface Comparison {
  sign: string;
  left: Part;
  right: Part;
  /** Throws `CannotJudge`. */
  holds(values: Values): boolean;
}

export interface Part {
  /** As a person would write it, parameters by their values. */
  text: string;
  /** Throws `CannotJudge`. */
  value(values: Values): Value;
}

export interface Condition {
  /** As it stands in the rule. */
  text: string;
  /** The same for conditions that mean the same, parameters by their values. */
  canonical: string;
  /** Those names whose values it needs. */
  names: ReadonlySet<string>;
  /** Throws `CannotJudge` where there is no answer, such as after a division by zero. */
  holds(values: Values): boolean;
  /** What it compares, for the reason of an alert. */
  comparisons: Comparison[];
  /** Those of its parts, joined by `&&`, that go on to hold as payments are added; undefined where there is none. */
  growing?: Growing;
}

export interface Growing {
  /** It is all of the condition. */
  isWhole: boolean;
  /** Throws `CannotJudge`. */
  holds(values: Values): boolean;
}

/** Checks a condition; all that is wrong with it where it is none. Never throws. */
export function readCondition(source: string, names: Names): Condition | ConditionProblem[] {
  if (source.length > MAX_CONDITION_LENGTH) {
    const expected = `at most ${MAX_CONDITION_LENGTH} characters`;
    return [{ start: 0, end: source.length, found: `${source.length} characters`, expected }];
  }
  try {
    const written = new WrittenCondition(names, source, parser.parse(source).ast as unknown as Node);
    if (written.problems.length > 0) return written.problems;
    return checked(source, written, names);
  } catch (error) {
    return [syntaxProblem(source, error)];
  }
}

function checked(source: string, written: WrittenCondition, { types }: Names): Condition | ConditionProblem[] {
  const used: [string, TypeName][] = [...written.names].map((name) => [name, types.get(name) as TypeName]);
  const environment = environmentOf(used);
  written.constants.forEach((value, i) => {
    environment.registerConstant(`_${i}`, typeOf(value), value);
  });
  const evaluate = environment.parse(written.text);
  const { valid, type, error } = evaluate.check();
  if (!valid) return [typeProblem(source, written, error)];
  if (type !== "bool") {
    const word = TYPE_WORDS[type as TypeName] ?? `a ${type}`;
    return [
      {
        start: 0,
        end: source.length,
        found: `${excerpt(source)}, ${word}`,
        expected: "a condition such as total > 10000",
      },
    ];
  }
  if (written.names.size === 0) {
    return [
      {
        start: 0,
        end: source.length,
        found: excerpt(source),
        expected: "a condition that asks for something: this one is always the same",
      },
    ];
  }
  const partOf = (text: string): Part => {
    const part = environment.parse(text);
    return { text: plainText(text, written), value: (values) => judged(part, values) as Value };
  };
  const growing = written.growing.length === 0 ? undefined : environment.parse(written.growing.join(" && "));
  return {
    text: source,
    canonical: written.canonical,
    names: written.names,
    holds: (values) => judged(evaluate, values) as boolean,
    growing: growing && { isWhole: written.isGrowing, holds: (values) => judged(growing, values) as boolean },
    comparisons: written.comparisons.map(({ sign, left, right }) => {
      const whole = partOf(`(${left} ${sign} ${right})`);
      return { sign, left: partOf(left), right: partOf(right), holds: (values) => whole.value(values) as boolean };
    }),
  };
}

function judged(evaluate: (values: Values) => unknown, values: Values): unknown {
  try {
    return evaluate(values);
  } catch (error) {
    if (error instanceof CannotJudge) throw error;
    throw (error as { code?: string }).code === "unknown_variable" ? UNKNOWN : NO_ANSWER;
  }
}

const NO_ANSWER = new CannotJudge("no answer");
const UNKNOWN = new CannotJudge("a value that is not known");

/** `((_0 * total) <= received)` as `0.8 * total <= received`. */
function plainText(text: string, { constants }: WrittenCondition): string {
  const inner = /^\((.*)\)$/s.exec(text)?.[1] ?? text;
  return inner.replace(/\b_(\d+)\b/g, (_, i) => show(constants[i]));
}
