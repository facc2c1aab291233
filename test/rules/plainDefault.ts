import type { Fraction } from "./plainNumbers";
import type { Lookup, Part } from "./randomConditions";
import type { RandomRule, RandomWindow } from "./randomRules";

const LIMIT = 1_000_000n;
const SMALL = 50_000n;
const PART = 100_000n;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The rules of rules/default.yaml as plain functions of cents and counts, for comparison with what reads that file. */
export const PLAIN_DEFAULT_RULES: RandomRule[] = [
  rule("structuring", "pair", session(10 * MINUTE_MS), (n) => n("total") > LIMIT && n("largest") <= LIMIT),
  rule("large-payment", "pair", session(10 * MINUTE_MS), (n) => n("largest") > LIMIT),
  rule("fan-in", "target", session(6 * HOUR_MS, 3 * DAY_MS), (n) => n("payers") >= 5n && n("total") > LIMIT, {
    where: (n) => n("amount") >= PART && n("amount") <= LIMIT,
  }),
  rule("fan-out", "origin", session(6 * HOUR_MS, 3 * DAY_MS), (n) => n("payees") >= 5n && n("total") > LIMIT, {
    where: (n) => n("amount") >= PART && n("amount") <= LIMIT,
  }),
  rule("just-below", "origin", sliding(DAY_MS, HOUR_MS), (n) => n("near") >= 3n, {
    measures: [["near", "count", (n) => n("amount") >= 800_000n && n("amount") <= LIMIT]],
  }),
  rule(
    "slow-structuring",
    "pair",
    sliding(7 * DAY_MS, DAY_MS),
    (n) => n("count") >= 4n && n("total") > LIMIT && n("largest") <= LIMIT,
  ),
  rule(
    "pass-through",
    "account",
    sliding(DAY_MS, 6 * HOUR_MS),
    (n) =>
      n("received") > LIMIT &&
      n("sent") * 100n >= n("received") * 85n &&
      n("sent") <= n("received") &&
      n("lastOut") > n("firstIn"),
    {
      where: (n) => n("amount") >= SMALL,
      measures: [
        ["firstIn", "first", (_, is) => is("incoming")],
        ["lastOut", "last", (_, is) => is("outgoing")],
      ],
    },
  ),
  rule(
    "round-trip",
    "between",
    sliding(3 * DAY_MS, 12 * HOUR_MS),
    (n) => n("sent") > LIMIT && n("received") * 100n >= n("sent") * 85n && n("received") <= n("sent"),
  ),
  rule(
    "round-amounts",
    "origin",
    sliding(7 * DAY_MS, DAY_MS),
    (n) => n("count") >= 10n && n("round") * 2n >= n("count") && n("total") > 2n * LIMIT,
    { measures: [["round", "count", (n) => n("amount") % 10_000n === 0n && n("amount") >= 100_000n]] },
  ),
];

type Test = (number: (name: string) => bigint, flag: (name: string) => boolean) => boolean;

function rule(
  id: string,
  key: RandomRule["key"],
  window: RandomWindow,
  when: Test,
  { where, measures = [] }: { where?: Test; measures?: [name: string, kind: string, condition: Test][] } = {},
): RandomRule {
  return {
    id,
    key,
    window,
    when: part(when),
    where: where && part(where),
    measures: measures.map(([name, kind, condition]) => ({ name, kind, condition: part(condition) })),
    alert: "crossing",
  };
}

/** A comparison with what is not known does not hold. */
function part(test: Test): Part<boolean> {
  const value = (names: Lookup) =>
    test(
      (name) => {
        const found = names(name) as Fraction | undefined;
        return found === undefined ? (Number.NaN as unknown as bigint) : found[0];
      },
      (name) => names(name) === true,
    );
  return { text: "", value };
}

function session(lengthMs: number, stepMs = 0): RandomWindow {
  return { yaml: {}, kind: "session", lengthMs, stepMs };
}

function sliding(lengthMs: number, stepMs: number): RandomWindow {
  return { yaml: {}, kind: "sliding", lengthMs, stepMs };
}
