import { about, percent, table } from "../../config/printed";
import { formatTimestamp } from "../../payment/timestamp";
import { printable } from "../../transforms/alertText";
import { medianOf, type Outcomes, outcomesOf } from "../outcomes";
import { countsText, type ReadDecision } from "../readReviews";
import type { Command } from "./command";

const HEAD = ["rule", "version", "confirmed", "dismissed", "precision", "median time to decide"];

export const list: Command = {
  words: [],
  describe: "how often each version of a rule was right, and how long its alerts waited",
  run({ topic, reviews: { log, decisions } }) {
    const rows = rowsOf(outcomesOf(log));
    const found = rows.length === 0 ? "no alert is confirmed or dismissed" : table(HEAD, rows);
    return { text: [found, `${topic}: ${countsText(decisions)}`, ...decisions.flatMap(malformedText)].join("\n") };
  },
};

/** By name and number, the sum last. */
function rowsOf(byRule: ReturnType<typeof outcomesOf>): string[][] {
  const versions = [...byRule].flatMap(([rule, outcomes]) =>
    [...outcomes].map(([version, found]) => ({ rule, version, found })),
  );
  if (versions.length === 0) return [];
  versions.sort((a, b) => (a.rule === b.rule ? a.version - b.version : a.rule < b.rule ? -1 : 1));
  const rows = versions.map(({ rule, version, found }) =>
    rule === "" ? rowOf("(the one of the options)", "", found) : rowOf(printable(rule), String(version), found),
  );
  const all = versions.map(({ found }) => found);
  return [...rows, rowOf("all", "", sumOf(all))];
}

function rowOf(rule: string, version: string, { confirmed, dismissed, delaysMs }: Outcomes): string[] {
  const precision = percent(confirmed / (confirmed + dismissed));
  return [rule, version, String(confirmed), String(dismissed), precision, about(medianOf(delaysMs) ?? 0)];
}

function sumOf(all: Outcomes[]): Outcomes {
  const sum = (figure: (outcomes: Outcomes) => number) => all.reduce((total, outcomes) => total + figure(outcomes), 0);
  return {
    confirmed: sum(({ confirmed }) => confirmed),
    dismissed: sum(({ dismissed }) => dismissed),
    delaysMs: all.flatMap(({ delaysMs }) => delaysMs),
  };
}

function malformedText({ offset, appendedMs, outcome }: ReadDecision): string[] {
  if (outcome.kind !== "malformed") return [];
  return [`  offset ${offset}, ${formatTimestamp(appendedMs)}: ${printable(outcome.because)}`];
}
