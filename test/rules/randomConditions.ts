import fc from "fast-check";
import { ARITHMETIC, COMPARE, type Fraction, fraction, NoAnswer, whole } from "./plainNumbers";

/** What a name stands for: amounts in cents, times and durations in ms; undefined where that is not known. */
export type Lookup = (name: string) => Fraction | string | boolean | undefined;

/** A part of a condition, written as CEL and as a plain function at the same time. */
export interface Part<T> {
  text: string;
  value(names: Lookup): T;
}

/** The names that a condition may use, by what they are. */
export interface Scope {
  amounts: string[];
  counts: string[];
  times: string[];
  durations: string[];
  texts: string[];
  flags: string[];
}

/** Parameters of every random set of rules: as they are written, and as numbers. */
export const PARAMETERS = { limit: "10000", share: "0.07", some: "3", who: "b" } as const;

const NUMBERS = ["0", "1", "2", "3", "5", "0.5", "0.85", "0.1", "100", "9999.99", "10000", "123456789012345678"];

function numberOf(text: string): Fraction {
  const [integer, decimals = ""] = text.split(".");
  return fraction(BigInt(integer + decimals), 10n ** BigInt(decimals.length));
}

function named<T extends Fraction | string | boolean>(name: string): Part<T> {
  return {
    text: name,
    value(names) {
      const value = names(name);
      if (value === undefined) throw new NoAnswer(name);
      return value as T;
    },
  };
}

const literal: fc.Arbitrary<Part<Fraction>> = fc.oneof(
  fc.constantFrom(...NUMBERS).map((text) => ({ text, value: () => numberOf(text) })),
  fc
    .constantFrom("limit" as const, "share" as const, "some" as const)
    .map((text) => ({ text, value: () => numberOf(PARAMETERS[text]) })),
);

function arithmetic(sign: string, left: Part<Fraction>, right: Part<Fraction>): Part<Fraction> {
  const apply = ARITHMETIC[sign];
  return {
    text: `(${left.text} ${sign} ${right.text})`,
    value: (names) => apply(left.value(names), right.value(names)),
  };
}

/** A number read as an amount: cents. */
function asCents(part: Part<Fraction>): Part<Fraction> {
  return { text: part.text, value: (names) => ARITHMETIC["*"](part.value(names), whole(100)) };
}

type Numbers = fc.Arbitrary<Part<Fraction>>;

/** A division by a number that is 0 is refused where it is written. */
function computed(signs: string[], left: Numbers, right: Numbers): Numbers {
  return fc
    .tuple(fc.constantFrom(...signs), left, right)
    .filter(([sign, , b]) => b.text !== "0" || !"/%".includes(sign))
    .map(([sign, a, b]) => arithmetic(sign, a, b));
}

function pick<T extends Fraction | string | boolean>(names: string[]): fc.Arbitrary<Part<T>> {
  return fc.constantFrom(...names).map((name) => named<T>(name));
}

/** Conditions over the names of a scope, at most `depth` deep. */
export function conditions(scope: Scope, depth: number): fc.Arbitrary<Part<boolean>> {
  const leaf = fc.oneof({ weight: 4, arbitrary: comparison(scope, depth) }, { weight: 1, arbitrary: other(scope) });
  if (depth <= 0) return leaf;
  const inner = conditions(scope, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: fc.tuple(inner, inner).map(([a, b]) => both(a, b)) },
    { weight: 2, arbitrary: fc.tuple(inner, inner).map(([a, b]) => either(a, b)) },
    { weight: 1, arbitrary: inner.map((a) => ({ text: `!(${a.text})`, value: (names: Lookup) => !a.value(names) })) },
    {
      weight: 1,
      arbitrary: fc.tuple(inner, inner, inner).map(([c, a, b]) => ({
        text: `((${c.text}) ? (${a.text}) : (${b.text}))`,
        value: (names: Lookup) => (c.value(names) ? a.value(names) : b.value(names)),
      })),
    },
  );
}

/** In CEL the order of two sides makes no difference: one that is false outweighs one that has no answer. */
function both(a: Part<boolean>, b: Part<boolean>): Part<boolean> {
  return { text: `(${a.text} && ${b.text})`, value: (names) => decide(false, a, b, names) };
}

function either(a: Part<boolean>, b: Part<boolean>): Part<boolean> {
  return { text: `(${a.text} || ${b.text})`, value: (names) => decide(true, a, b, names) };
}

function decide(decisive: boolean, a: Part<boolean>, b: Part<boolean>, names: Lookup): boolean {
  const answers = [a, b].map((part) => {
    try {
      return part.value(names);
    } catch (error) {
      return error as Error;
    }
  });
  if (answers.includes(decisive)) return decisive;
  const failed = answers.find((one) => one instanceof Error);
  if (failed) throw failed;
  return !decisive;
}

function comparison(scope: Scope, depth: number): fc.Arbitrary<Part<boolean>> {
  const amount = amounts(scope, depth);
  const kinds: fc.Arbitrary<[Part<Fraction>, Part<Fraction>]>[] = [
    fc.tuple(amount, amount),
    fc.tuple(amount, literal.map(asCents)),
    fc.tuple(literal.map(asCents), amount),
  ];
  if (scope.counts.length > 0) {
    const count = counts(scope, depth);
    kinds.push(fc.tuple(count, count), fc.tuple(count, literal), fc.tuple(literal, count));
  }
  kinds.push(fc.tuple(numbers(scope, depth), literal));
  if (scope.times.length > 1) kinds.push(fc.tuple(pick(scope.times), pick(scope.times)));
  kinds.push(fc.tuple(durations(scope), durations(scope)));
  return fc.tuple(fc.constantFrom(...Object.keys(COMPARE)), fc.oneof(...kinds)).map(([sign, [a, b]]) => ({
    text: `(${a.text} ${sign} ${b.text})`,
    value: (names) => COMPARE[sign](a.value(names), b.value(names)),
  }));
}

function amounts(scope: Scope, depth: number): Numbers {
  const leaf: Numbers = pick(scope.amounts);
  if (depth <= 0) return leaf;
  const inner = amounts(scope, depth - 1);
  const kinds = [
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: computed(["+", "-", "%"], inner, inner) },
    { weight: 1, arbitrary: computed(["+", "-", "%"], inner, literal.map(asCents)) },
    { weight: 1, arbitrary: computed(["*", "/"], inner, literal) },
    { weight: 1, arbitrary: computed(["*"], literal, inner) },
  ];
  if (scope.counts.length > 0) kinds.push({ weight: 1, arbitrary: computed(["/", "*"], inner, counts(scope, 0)) });
  return fc.oneof(...kinds);
}

function counts(scope: Scope, depth: number): Numbers {
  const leaf: Numbers = pick(scope.counts);
  if (depth <= 0) return leaf;
  const inner = counts(scope, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: computed(["+", "-", "%"], inner, fc.oneof(inner, literal)) },
    { weight: 1, arbitrary: computed(["*", "/"], inner, literal) },
  );
}

/** Without a unit. */
function numbers(scope: Scope, depth: number): Numbers {
  const kinds = [
    computed(["/"], amounts(scope, 0), amounts(scope, 0)),
    computed(["+", "-", "*", "/", "%"], literal, literal),
  ];
  if (scope.counts.length > 0) kinds.push(computed(["/"], counts(scope, 0), counts(scope, 0)));
  if (scope.times.length > 0) {
    kinds.push(fc.constantFrom(...scope.times).map((name) => hoursOf(name)));
  }
  return depth <= 0 ? fc.oneof(...kinds) : fc.oneof(...kinds, computed(["+", "-", "*"], fc.oneof(...kinds), literal));
}

function hoursOf(name: string): Part<Fraction> {
  const time = named<Fraction>(name);
  return {
    text: `${name}.getHours()`,
    value: (names) => whole(new Date(Number(time.value(names)[0])).getUTCHours()),
  };
}

function durations(scope: Scope): Numbers {
  const constant = fc
    .constantFrom<[string, number]>(["10m", 600_000], ["1h30m", 5_400_000], ["0s", 0], ["1d", 86_400_000])
    .map(([text, ms]) => ({ text: `duration("${text}")`, value: () => whole(ms) }));
  const kinds: Numbers[] = [constant];
  if (scope.durations.length > 0) kinds.push(pick(scope.durations));
  if (scope.times.length > 1) kinds.push(computed(["-"], pick(scope.times), pick(scope.times)));
  return fc.oneof(...kinds);
}

function other(scope: Scope): fc.Arbitrary<Part<boolean>> {
  const kinds: fc.Arbitrary<Part<boolean>>[] = [];
  if (scope.flags.length > 0) kinds.push(pick(scope.flags));
  if (scope.texts.length > 0) {
    const text = fc.oneof(
      pick<string>(scope.texts),
      fc
        .constantFrom("a", "b", "é", 'a"\\\n', "")
        .map((value) => ({ text: JSON.stringify(value), value: () => value })),
      fc.constant({ text: "who", value: () => PARAMETERS.who }),
    );
    kinds.push(
      fc.tuple(pick<string>(scope.texts), text).map(([a, b]) => ({
        text: `(${a.text} == ${b.text})`,
        value: (names) => a.value(names) === b.value(names),
      })),
      fc.tuple(pick<string>(scope.texts), fc.array(fc.constantFrom("a", "b", "c"))).map(([a, list]) => ({
        text: `(${a.text} in ${JSON.stringify(list)})`,
        value: (names) => (list as string[]).includes(a.value(names)),
      })),
      fc.tuple(pick<string>(scope.texts), text).map(([a, b]) => ({
        text: `${a.text}.startsWith(${b.text})`,
        value: (names) => a.value(names).startsWith(b.value(names)),
      })),
    );
  }
  return kinds.length > 0 ? fc.oneof(...kinds) : comparison(scope, 0);
}
