import { add, compare, divide, type Exact, multiply, negate, remainder, subtract, type Unit } from "./exact";
import { ARITHMETIC, type ArithmeticSign, COMPARABLE } from "./operatorTable";
import { type Amount, type Plain, UNITS, type UnitName } from "./units";

export interface Operator {
  left: UnitName;
  sign: string;
  right: UnitName;
  result: UnitName | "bool";
  apply(a: Exact, b: Exact): Exact | boolean;
}

const COMPUTE = { "+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder };

const COMPARE: Record<string, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
};

const asItIs = (value: Exact) => value;
const asAmount = (value: Exact): Amount => (value as Plain).asAmount;

/** Every operator between two values that have a unit. */
export const OPERATORS: readonly Operator[] = [...arithmetic(), ...comparisons()];

/** The operator for values of these types, if there is one. */
export function operatorOf(left: string, sign: string, right: string): Operator | undefined {
  return OPERATORS.find((one) => one.left === left && one.sign === sign && one.right === right);
}

function arithmetic(): Operator[] {
  return (Object.keys(ARITHMETIC) as ArithmeticSign[]).flatMap((sign) =>
    ARITHMETIC[sign].map(([left, right, result]) => {
      const compute = COMPUTE[sign];
      const unit: Unit = UNITS[result];
      const [toLeft, toRight] = sign === "*" || sign === "/" ? [asItIs, asItIs] : readings(left, right);
      return { left, sign, right, result, apply: (a, b) => compute(toLeft(a), toRight(b), unit) };
    }),
  );
}

function comparisons(): Operator[] {
  return COMPARABLE.flatMap(([left, right]) => {
    const [toLeft, toRight] = readings(left, right);
    return Object.entries(COMPARE).map(([sign, holds]) => {
      const apply = (a: Exact, b: Exact) => holds(compare(toLeft(a), toRight(b)));
      return { left, sign, right, result: "bool" as const, apply };
    });
  });
}

/** Beside an amount a number without a unit is read as an amount. */
function readings(left: UnitName, right: UnitName): [typeof asItIs, typeof asItIs] {
  return [
    left === "Number" && right === "Amount" ? asAmount : asItIs,
    right === "Number" && left === "Amount" ? asAmount : asItIs,
  ];
}

/** Units that may be negated. */
export const SIGNED = ["Amount", "Count", "Number", "Duration"] as const satisfies UnitName[];

export function negated(value: Exact): Exact {
  return negate(value, value.constructor as Unit);
}
