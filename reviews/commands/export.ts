import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import { countsText } from "../readReviews";
import { isDecided, type Made, type ReviewLog } from "../reviewLog";
import type { Command } from "./command";

interface Reviewed {
  outcome: "confirmed" | "dismissed";
  last: Made;
}

export const exportReviews: Command = {
  words: [],
  describe: "what is confirmed or dismissed now, as JSON lines for `npm run backtest -- --reviews FILE`",
  run({ topic, reviews: { log, decisions } }) {
    const reviewed = reviewedAlerts(log);
    const confirmed = reviewed.filter(({ outcome }) => outcome === "confirmed").length;
    const found = `${counted(reviewed.length, "alert")}: ${confirmed} confirmed, ${reviewed.length - confirmed} dismissed`;
    return { text: reviewed.map(lineOf).join("\n"), word: `${topic}: ${found}, by ${countsText(decisions)}` };
  },
};

/** In the order in which they were decided. */
function reviewedAlerts(log: ReviewLog): Reviewed[] {
  const reviewed = [...log.alerts()].flatMap((alert): Reviewed[] => {
    const { state = "open", last } = log.review(alert) ?? {};
    return last !== undefined && isDecided(state) ? [{ outcome: state, last }] : [];
  });
  return reviewed.sort((a, b) => a.last.atMs - b.last.atMs || (a.last.id < b.last.id ? -1 : 1));
}

/** The alert by the id that it had then: one that is raised anew from the same payments has it again. */
function lineOf({ outcome, last: { by, atMs, note, upon } }: Reviewed): string {
  const { id: alert, rule, version } = upon;
  return JSON.stringify({ alert, outcome, by, at: formatTimestamp(atMs), rule, version, note });
}
