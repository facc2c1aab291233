import { UserError } from "../../config/runProgram";
import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import { printable } from "../../transforms/alertText";
import type { Decision } from "../decision";
import type { ReadDecision, ReadReviews } from "../readReviews";
import type { Outcome } from "../reviewLog";
import type { Command } from "./command";

export const history: Command = {
  words: ["ALERT"],
  describe: "all that was decided about an alert, and what was late or refused; the newest first",
  run({ words: [id], topic, reviews }) {
    const alert = threadOf(reviews, id);
    if (alert === undefined) {
      throw new UserError(`ALERT: found ${JSON.stringify(id)}, about which nothing was decided on ${topic}`);
    }
    const told = reviews.decisions.filter(({ outcome }) => decisionOf(outcome)?.alert === alert);
    const state = reviews.log.review(alert)?.state ?? "open";
    const head = `${printable(alert)}: ${state}, ${counted(told.length, "record")}`;
    return { text: [head, ...told.map(recordText).reverse()].join("\n") };
  },
};

/** What the decisions about an alert are kept by: the id that it had at the first of them. */
function threadOf({ decisions }: ReadReviews, id: string): string | undefined {
  return decisions
    .map(({ outcome }) => decisionOf(outcome))
    .find((decision) => decision?.alert === id || decision?.upon.id === id)?.alert;
}

function decisionOf(outcome: Outcome): Decision | undefined {
  return "decision" in outcome ? outcome.decision : undefined;
}

function recordText({ offset, appendedMs, outcome }: ReadDecision): string {
  const { action, by, note, untilMs, upon } = decisionOf(outcome) as Decision;
  const until = untilMs === undefined ? "" : ` until ${formatTimestamp(untilMs)}`;
  const seen = `revision ${upon.revision}, ${counted(upon.count, "payment")}, total ${upon.totalAmount}`;
  return [
    `${formatTimestamp(appendedMs)} ${action}${until} by ${printable(by)}${becameText(outcome)}`,
    `upon ${seen}, offset ${offset}`,
    ...(note === undefined ? [] : [`note: ${printable(note)}`]),
  ].join("\n  ");
}

/** Nothing of a decision that counts. */
function becameText(outcome: Outcome): string {
  if (outcome.kind === "counts") return outcome.decision.undone ? ", taken back" : "";
  if (outcome.kind === "late") return `, late: ${printable(outcome.first.by)} was first (${outcome.first.action})`;
  return outcome.kind === "refused" ? `, refused: ${printable(outcome.because)}` : "";
}
