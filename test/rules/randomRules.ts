import fc from "fast-check";
import { conditions, PARAMETERS, type Part, type Scope } from "./randomConditions";

export const KEYS = ["pair", "origin", "target", "account", "between"] as const;
export type Key = (typeof KEYS)[number];

/** A window as it is written in a rule, and its lengths in ms. */
export interface RandomWindow {
  yaml: Record<string, string>;
  kind: "session" | "sliding" | "calendar";
  /** Gap of a session, length of a window. */
  lengthMs: number;
  /** Where sessions are cut, how far sliding windows lie apart; 0 where it does not apply. */
  stepMs: number;
}

export interface RandomMeasure {
  name: string;
  kind: string;
  condition: Part<boolean>;
}

/** A rule, written as it stands in a file and as plain functions at the same time. */
export interface RandomRule {
  id: string;
  key: Key;
  window: RandomWindow;
  where?: Part<boolean>;
  measures: RandomMeasure[];
  when: Part<boolean>;
  alert: "crossing" | "every-window";
}

const MINUTE_MS = 60_000;
const WINDOWS: RandomWindow[] = [
  { yaml: { session: "10m" }, kind: "session", lengthMs: 10 * MINUTE_MS, stepMs: 0 },
  { yaml: { session: "10m" }, kind: "session", lengthMs: 10 * MINUTE_MS, stepMs: 0 },
  { yaml: { session: "1ms" }, kind: "session", lengthMs: 1, stepMs: 0 },
  { yaml: { session: "10m", longest: "30m" }, kind: "session", lengthMs: 10 * MINUTE_MS, stepMs: 30 * MINUTE_MS },
  { yaml: { session: "10m", longest: "10m" }, kind: "session", lengthMs: 10 * MINUTE_MS, stepMs: 10 * MINUTE_MS },
  { yaml: { sliding: "10m", every: "2m" }, kind: "sliding", lengthMs: 10 * MINUTE_MS, stepMs: 2 * MINUTE_MS },
  { yaml: { sliding: "7m", every: "5m" }, kind: "sliding", lengthMs: 7 * MINUTE_MS, stepMs: 5 * MINUTE_MS },
  { yaml: { sliding: "20m", every: "20m" }, kind: "sliding", lengthMs: 20 * MINUTE_MS, stepMs: 20 * MINUTE_MS },
  { yaml: { sliding: "1h", every: "10m" }, kind: "sliding", lengthMs: 60 * MINUTE_MS, stepMs: 10 * MINUTE_MS },
  { yaml: { calendar: "1h" }, kind: "calendar", lengthMs: 60 * MINUTE_MS, stepMs: 0 },
  { yaml: { calendar: "1d" }, kind: "calendar", lengthMs: 1440 * MINUTE_MS, stepMs: 0 },
  { yaml: { calendar: "7d" }, kind: "calendar", lengthMs: 7 * 1440 * MINUTE_MS, stepMs: 0 },
];

/** Accounts on the other side that a key counts. */
const ACCOUNTS: Record<Key, string[]> = {
  pair: [],
  origin: ["payees"],
  target: ["payers"],
  account: ["payers", "payees"],
  between: [],
};

const DIRECTED = (key: Key) => key === "account" || key === "between";

function paymentScope(key: Key): Scope {
  return {
    amounts: ["amount"],
    counts: [],
    times: ["time"],
    durations: [],
    texts: ["origin", "target"],
    flags: key === "account" ? ["incoming", "outgoing"] : [],
  };
}

function summaryScope(key: Key, measures: RandomMeasure[]): Scope {
  const own = (...kinds: string[]) => measures.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  return {
    amounts: [
      "total",
      "largest",
      "smallest",
      ...(DIRECTED(key) ? ["sent", "received"] : []),
      ...own("sum", "largest", "smallest"),
    ],
    counts: [
      "count",
      ...(DIRECTED(key) ? ["sentCount", "receivedCount"] : []),
      ...ACCOUNTS[key],
      ...own("count", "payers", "payees"),
    ],
    times: ["first", "last", ...own("first", "last")],
    durations: ["span"],
    texts: [],
    flags: [],
  };
}

function measures(key: Key): fc.Arbitrary<RandomMeasure[]> {
  const kind = fc.constantFrom("count", "sum", "largest", "smallest", "first", "last", ...ACCOUNTS[key]);
  return fc
    .array(fc.tuple(kind, conditions(paymentScope(key), 1).filter(isMeant)), { maxLength: 3 })
    .map((all) => all.map(([kind, condition], i) => ({ name: `own${i}`, kind, condition })));
}

/** Conditions that are the same for all are refused, as are accounts beside more than are told apart. */
function isMeant({ text }: Part<boolean>): boolean {
  const asks =
    /\b(amount|origin|target|time|incoming|outgoing|total|count|largest|smallest|sent|received|sentCount|receivedCount|own\d|first|last|payers|payees|span)\b/;
  const many = "(limit|9999.99|10000|123456789012345678)";
  const accounts = "(payers|payees|own\\d)";
  const tooMany = new RegExp(`\\(${accounts} [<>=!]+ ${many}\\)|\\(${many} [<>=!]+ ${accounts}\\)`);
  return asks.test(text) && !tooMany.test(text);
}

/** A rule without its id. */
export const body: fc.Arbitrary<Omit<RandomRule, "id">> = fc.constantFrom(...KEYS).chain((key) =>
  measures(key).chain((own) =>
    fc.record({
      key: fc.constant(key),
      measures: fc.constant(own),
      window: fc.constantFrom(...WINDOWS),
      where: fc.option(conditions(paymentScope(key), 1).filter(isMeant), { nil: undefined }),
      when: conditions(summaryScope(key, own), 2).filter(isMeant),
      alert: fc.constantFrom("crossing" as const, "every-window" as const),
    }),
  ),
);

/** Rules of which some share a view, and some a name with nothing but an id between them. */
export const randomRules: fc.Arbitrary<RandomRule[]> = fc
  .array(fc.tuple(body, fc.boolean()), { minLength: 1, maxLength: 5 })
  .map((bodies) =>
    bodies.map(([rule, shares], i) => {
      const { key } = rule;
      const sharer = shares ? bodies.slice(0, i).find(([other]) => other.key === key)?.[0] : undefined;
      return { ...rule, ...(sharer && { window: sharer.window, where: sharer.where }), id: `rule-${i}` };
    }),
  );

export const WRITTEN_PARAMETERS = { limit: 10000, share: 0.07, some: 3, who: PARAMETERS.who };

/** The file of these rules: JSON is YAML. */
export function fileOf(rules: RandomRule[]): string {
  const written = rules.map((rule) => ({ id: rule.id, ...writtenRule(rule) }));
  return JSON.stringify({ parameters: WRITTEN_PARAMETERS, rules: written }, undefined, 1);
}

/** A rule as it stands in a file, without its id. */
export function writtenRule({ id, key, window, where, measures, when, alert }: RandomRule) {
  return {
    title: id,
    key,
    window: window.yaml,
    ...(where && { where: where.text }),
    measure: Object.fromEntries(measures.map(({ name, kind, condition }) => [name, { [kind]: condition.text }])),
    when: when.text,
    alert,
  };
}
