import { Environment } from "@marcbachmann/cel-js";
import { CannotJudge, type Exact } from "./exact";
import { negated, OPERATORS, SIGNED } from "./operators";
import { Plain, type Time, type TypeName, UNITS, type UnitName } from "./units";

/** No condition that a person writes comes near these. */
export const MAX_CONDITION_LENGTH = 2_000;
const LIMITS = { maxAstNodes: 400, maxDepth: 40, maxListElements: 200, maxMapEntries: 10, maxCallArguments: 10 };
/** A condition is checked with all its parentheses written out. */
const PARENTHESISED = { ...LIMITS, maxDepth: 1_000 };

/** What may be asked of a time, in UTC: hour 0 to 23, minute, day of the week from Sunday = 0, day of the month from 1. */
export const TIME_METHODS: Record<string, (date: Date) => number> = {
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getDayOfWeek: (date) => date.getUTCDay(),
  getDate: (date) => date.getUTCDate(),
};

/** What may be asked of a text. `matches` is left out: some patterns take for ever. */
export const TEXT_METHODS = ["startsWith", "endsWith", "contains"] as const;

const NO_SUCH_TIME = new CannotJudge("a time beyond any calendar");

/** Reads what people write. */
export const parser = new Environment({ limits: LIMITS });

const base = new Environment({ limits: PARENTHESISED });
for (const name of Object.keys(UNITS) as UnitName[]) base.registerType(name, UNITS[name]);
for (const { left, sign, right, result, apply } of OPERATORS) {
  // The library derives `!=`, and `==` in the other order, from `==`.
  if (sign === "!=" || (sign === "==" && left > right)) continue;
  base.registerOperator(`${left} ${sign} ${right}: ${result}`, apply);
}
for (const name of SIGNED) base.registerOperator(`-${name}`, (value: Exact) => negated(value));
for (const [name, ask] of Object.entries(TIME_METHODS)) {
  base.registerFunction(`Time.${name}(): Number`, (time: Time) => {
    const part = ask(new Date(Number(time.numerator) / Number(time.denominator)));
    if (Number.isNaN(part)) throw NO_SUCH_TIME;
    return new Plain(part);
  });
}

/** Checks and evaluates conditions over names of these types. */
export function environmentOf(types: Iterable<[string, TypeName]>): Environment {
  const environment = base.clone();
  for (const [name, type] of types) environment.registerVariable(name, type);
  return environment;
}
