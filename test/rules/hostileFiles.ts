import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { fileOf, randomRules } from "./randomRules";

const DEFAULT = readFileSync(join(__dirname, "../../rules/default.yaml"), "utf8");

/** Pieces of conditions, and of what people try who want more than a condition. */
const TOKENS =
  "total count largest payers payees sent received first last span amount origin target time incoming limit near round " +
  "constructor __proto__ prototype toString valueOf hasOwnProperty this globalThis process require eval Function Symbol " +
  "+ - * / % < <= > >= == != && || ! ? : ( ) [ ] { } . , ; in true false null 0 1 0.8 1e999 0x1 5u 10000 99999999999999999999 " +
  "'a' \"b\" b'c' '(a+)+$' .matches( .all( .exists( .map( .filter( .startsWith( .constructor .__proto__ .size() .getHours() " +
  "has( dyn( type( int( string( double( timestamp( duration( size( cel.bind( '1h' \\ ` $ # @ // \n";
const token = fc.constantFrom(...TOKENS.split(" "), "\0", "\u2028", "é", "💰", "\ud800");

/** Texts that look like conditions for a while. */
export const tokenSalad = fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(" "));

const nested = fc
  .tuple(fc.constantFrom("(", "!", "-", "[", "total + (", "total ? "), fc.nat(3_000))
  .map(([part, n]) => part.repeat(n));

const anyValue = fc.oneof(
  tokenSalad,
  nested,
  fc.anything({ maxDepth: 3, withNullPrototype: false }).map((value) => JSON.parse(JSON.stringify(value ?? null))),
  fc.constantFrom("10m", "0s", "-5m", "999999d", "1e9h", "{}", "constructor", "__proto__", "pair", "fan-in"),
);

const FIELDS = ["id", "title", "severity", "mode", "version", "key", "window", "where", "measure", "when", "alert"];

/** A rule file of which some field, or the whole, is something else. */
const wrongValues = fc
  .tuple(
    randomRules,
    fc.array(fc.tuple(fc.constantFrom(...FIELDS, "constructor", "toString", "x"), anyValue), { maxLength: 3 }),
  )
  .map(([rules, changes]) => {
    const file = JSON.parse(fileOf(rules));
    for (const [field, value] of changes) file.rules[0][field] = value;
    return JSON.stringify(file);
  });

/** A condition of tokens where a good one would be. */
const wrongConditions = fc
  .tuple(fc.constantFrom("when", "where"), fc.oneof(tokenSalad, nested))
  .map(([field, text]) => {
    const file = JSON.parse(
      `{ "parameters": { "limit": 10000 }, "rules": [{ "id": "a", "title": "a", "key": "account" }] }`,
    );
    Object.assign(file.rules[0], { window: { session: "1h" }, when: "total > 1", [field]: text });
    return JSON.stringify(file);
  });

/** The default file with characters cut out, put in, doubled or swapped. */
const damaged = fc
  .array(fc.tuple(fc.nat(DEFAULT.length), fc.nat(40), fc.oneof(fc.string({ maxLength: 6 }), token)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((changes) =>
    changes.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), DEFAULT),
  );

/** Lines of the default file in some other order, some of them twice. */
const shuffled = fc
  .array(fc.nat(200), { minLength: 1, maxLength: 80 })
  .map((lines) => lines.map((i) => DEFAULT.split("\n")[i] ?? "").join("\n"));

/** Files of rules, most of them none. */
export const hostileFiles = fc.oneof(
  { weight: 3, arbitrary: damaged },
  { weight: 3, arbitrary: wrongConditions },
  { weight: 2, arbitrary: wrongValues },
  { weight: 1, arbitrary: shuffled },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: randomRules.map(fileOf) },
);
