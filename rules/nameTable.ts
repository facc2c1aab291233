import { TEXT_METHODS, TIME_METHODS } from "./conditions/environment";
import type { TypeName } from "./conditions/units";
import { MEASURE_MEANINGS, MEASURES } from "./file/measures";
import { MAX_ACCOUNTS } from "./folds/accounts";
import { KEY_NAMES, KEYS } from "./keys/keys";
import { PAYMENT_NAMES } from "./names/paymentNames";
import { SUMMARY_NAMES } from "./names/summaryName";

const TYPES: Record<TypeName, string> = {
  Amount: "amount",
  Count: "count",
  Number: "number",
  Duration: "duration",
  Time: "time",
  string: "text",
  bool: "yes or no",
};

/** Every name that a rule can use, as the tables of `docs/rules.md`. */
export function nameTables(): string {
  return [
    "### Keys\n",
    table(
      ["key", "gathers"],
      KEY_NAMES.map((name) => [name, KEYS[name].meaning]),
    ),
    "\n### Names of a window, for `when`\n",
    table(["name", "type", "keys", "what it is"], windowNames()),
    `\nAccounts are told apart up to ${MAX_ACCOUNTS.toLocaleString("en")}; more count as ${MAX_ACCOUNTS + 1}.`,
    "\n### Names of a payment, for `where` and in measures\n",
    table(["name", "type", "keys", "what it is"], paymentNames()),
    "\n### Measures\n",
    table(
      ["measure", "of the payments for which its condition holds"],
      MEASURES.map((kind) => [kind, MEASURE_MEANINGS[kind]]),
    ),
    "\n### Asking texts and times\n",
    `Texts: ${TEXT_METHODS.map((name) => `\`origin.${name}("DE")\``).join(", ")}, \`origin in ["a", "b"]\`. ` +
      `Times, in UTC: ${Object.keys(TIME_METHODS)
        .map((name) => `\`time.${name}()\``)
        .join(", ")}.`,
  ].join("\n");
}

function windowNames(): string[][] {
  return byName([
    ...SUMMARY_NAMES.map((name) => ({ ...name, keys: "all" })),
    ...KEY_NAMES.flatMap((key) => KEYS[key].summaryNames.map((name) => ({ ...name, keys: key as string }))),
  ]);
}

function paymentNames(): string[][] {
  return byName([
    ...PAYMENT_NAMES.map((name) => ({ ...name, keys: "all" })),
    ...KEY_NAMES.flatMap((key) => KEYS[key].paymentNames.map((name) => ({ ...name, keys: key as string }))),
  ]);
}

/** Names that mean the same for several keys take one row. */
function byName(names: { name: string; type: TypeName; keys: string; meaning: string }[]): string[][] {
  const rows = new Map<string, string[]>();
  for (const { name, type, keys, meaning } of names) {
    const row = rows.get(name + meaning);
    if (row === undefined) rows.set(name + meaning, [`\`${name}\``, TYPES[type], keys, meaning]);
    else row[2] += `, ${keys}`;
  }
  return [...rows.values()];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
