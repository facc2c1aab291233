import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { alertText, printable, printableJson } from "../../transforms/alertText";
import { alertOf, START_MS } from "../viewer/alerts";

test("an alert reads as the original demo printed it", () => {
  const startMs = 1_520_473_023_000;
  const transactions = [
    { timestamp: new Date(startMs).toISOString(), origin: "3", target: "7", amount: "5857" },
    { timestamp: new Date(1_520_473_099_000).toISOString(), origin: "3", target: "7", amount: "17740" },
  ];
  const windowEnd = new Date(1_520_473_325_000).toISOString();
  expect(alertText(alertOf({ startMs, overrides: { transactions, windowEnd, totalAmount: "23597" } }))).toBe(
    `Detected Fraud: TransactionAggregate {startTimestamp=1520473023000, endTimestamp=1520473325000, totalAmount=23597:
Transaction{timestamp=1520473023000, origin=3, target='7', amount=5857}
Transaction{timestamp=1520473099000, origin=3, target='7', amount=17740}}`,
  );
});

test("an amount that was converted stands before what was paid", () => {
  const [payment] = alertOf({ cents: [122_000] }).transactions;
  const transactions = [{ ...payment, originalAmount: "200000", currency: "JPY" }];
  const [head, line] = alertText(alertOf({ cents: [122_000], overrides: { transactions, currency: "EUR" } })).split(
    "\n",
  );
  expect(head).toMatch(/, totalAmount=1220 EUR:$/);
  expect(line).toMatch(/, amount=1220, originalAmount=200000 JPY}}$/);
});

test("a capped alert ends with a line that says how many more there are", () => {
  const lastLine = (more: number) =>
    alertText(alertOf({ cents: [1, 2], overrides: { count: 2 + more } }))
      .split("\n")
      .at(-1);
  expect(lastLine(1)).toBe("... and 1 more transaction}");
  expect(lastLine(98)).toBe("... and 98 more transactions}");
});

test("names that could forge a line or steer a terminal are shown escaped, others as they are", () => {
  expect(printable("a\nb\u001b[31m\0\u007f\u0085\u009b31m")).toBe(
    "a\\u000ab\\u001b[31m\\u0000\\u007f\\u0085\\u009b31m",
  );
  expect(printable("\u202eabc\u2028\u200f\ufeff\ud800")).toBe("\\u202eabc\\u2028\\u200f\\ufeff\\ud800");
  expect(printable("Zoë & Söhne 银行 🏦 '{}'")).toBe("Zoë & Söhne 银行 🏦 '{}'");
  expect(alertText(alertOf({ origin: "a\nDetected Fraud" })).split("\n")).toHaveLength(3);
});

test.each([
  ["a soft hyphen", "\u00ad", "\\u00ad"],
  ["a joiner", "\u200d", "\\u200d"],
  ["a letter mark", "\u061c", "\\u061c"],
  ["a filler", "\u3164", "\\u3164"],
  ["a variation selector", "\ufe0f", "\\ufe0f"],
  ["an empty braille cell", "\u2800", "\\u2800"],
  ["an annotation anchor", "\ufff9", "\\ufff9"],
  ["a tag", "\u{e0041}", "\\u{e0041}"],
])("%s cannot hide in a name", (_, hidden, shown) => {
  expect(printable(`ACC-1${hidden}`)).toBe(`ACC-1${shown}`);
  const json = printableJson(JSON.stringify({ name: `ACC-1${hidden}` }));
  expect(json).not.toContain(hidden);
  expect(JSON.parse(json)).toEqual({ name: `ACC-1${hidden}` });
});

test.each([
  ["Persian", "علی\u200cرضا می\u200cخواهم خانه\u200cای"],
  ["Persian with vowel marks", "عَلِی\u200cرِضا"],
  ["Hindi", "क्\u200cष क्\u200dष"],
  ["Sinhala", "ශ්\u200dරී ලංකා"],
  ["Bengali", "র\u200d্যাব"],
  ["a joined emoji", "Team 👩\u200d💻 & 🏳\ufe0f\u200d🌈 & 👨🏽\u200d🚀"],
])("a joiner that is seen stays: %s", (_, name) => {
  expect(printable(name)).toBe(name);
  expect(alertText(alertOf({ origin: name }))).toContain(`origin=${name}, `);
  expect(printableJson(JSON.stringify({ name }))).toBe(JSON.stringify({ name }));
});

test.each([
  ["between Latin letters", "AC\u200cC\u200d-1", "AC\\u200cC\\u200d-1"],
  ["behind a letter that joins to none", "د\u200cر", "د\\u200cر"],
  ["at an end", "\u200cعلی\u200c", "\\u200cعلی\\u200c"],
  ["twice", "علی\u200c\u200cرضا", "علی\\u200c\\u200cرضا"],
  ["beside another script", "علی\u200cA", "علی\\u200cA"],
  ["behind the last virama", "क्\u200c", "क्\\u200c"],
  ["behind a joined emoji", "👩\u200d💻\u200d", "👩\u200d💻\\u200d"],
  ["between signs that are not joined", "©\u200d© 👩\u200d👀 ❤\ufe0f", "©\\u200d© 👩\\u200d👀 ❤\\ufe0f"],
])("a joiner that is not seen is escaped: %s", (_, name, shown) => {
  expect(printable(name)).toBe(shown);
});

test("no name looks like the escaped form of another", () => {
  expect(printable("\\u202e")).toBe("\\u005cu202e");
  expect(printable("\\u{e0041}")).toBe("\\u005cu{e0041}");
  expect(printable("C:\\users\\x")).toBe("C:\\users\\x");
  const name = fc.string({
    unit: fc.constantFrom("\\", "u", "2", "0", "e", "{", "}", "\u202e", "a", "\u200c", "ی"),
    maxLength: 12,
  });
  fc.assert(fc.property(name, name, (a, b) => a === b || printable(a) !== printable(b)));
});

test("ordinary names come out as they are", () => {
  const names = [
    "O'Brien",
    "{Holding}",
    "a=b",
    "x', y",
    "Müller, Söhne & Co.",
    "王小明",
    "שלום",
    "عبد الله",
    "100%",
    "Countess=",
    "}}",
  ];
  for (const name of names) {
    expect(alertText(alertOf({ origin: name, target: name }))).toContain(`origin=${name}, target='${name}', amount=`);
  }
});

test("no account can forge a field of the text form", () => {
  const forged = "x', amount=0}";
  expect(alertText(alertOf({ target: forged }))).toContain("target='x', amount\\u003d0}', amount=5857}");
  const part = fc.constantFrom(
    "x",
    "'",
    ", ",
    "}",
    "{",
    "=",
    "amount=",
    "AMOUNT",
    "target='",
    "origin",
    "timestamp=",
    "\n",
    "Transaction{",
  );
  const name = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(name, name, (origin, target) => {
      const [, line] = alertText(alertOf({ origin, target })).split("\n");
      for (const field of ["timestamp", "origin", "target", "amount"]) {
        expect(line.toLowerCase().split(`${field}=`)).toHaveLength(2);
      }
      const [, ...fields] = /^Transaction\{timestamp=(.*), origin=(.*), target='(.*)', amount=(.*)\}$/.exec(line) ?? [];
      const shown = (text: string) => printable(text).replace(/(timestamp|origin|target|amount)=/gi, "$1\\u003d");
      expect(fields).toEqual([String(START_MS), shown(origin), shown(target), "5857"]);
    }),
  );
});
