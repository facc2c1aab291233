/** What the reference has of a decision; everything else is carried along. */
export interface Written {
  id: string;
  alert: string;
  action: string;
  by: string;
  after?: string;
  note?: string;
  untilMs?: number;
  upon: { rule?: string; subject: string[]; reopened?: true };
}

const RANK_OF_DECIDED = ["confirmed", "dismissed"];

/**
 * The state of every alert and snooze after a log, worked out anew from the beginning for each record: slow and plain. A record counts
 * where it names the decision that counted last about its alert.
 */
export function fold(log: readonly Written[]): {
  states: Record<string, string>;
  snoozes: Record<string, string>;
  counting: string[];
} {
  const counting: Written[] = [];
  for (const record of log) {
    const before = counting.filter(({ alert }) => alert === record.alert);
    if (before.some(({ id }) => id === record.id)) continue;
    if (record.after !== before.at(-1)?.id) continue;
    if (isPossible(record, before)) counting.push(record);
  }
  const alerts = [...new Set(counting.map(({ alert }) => alert))];
  const standing = alerts.flatMap((alert) => withoutTakenBack(counting.filter((one) => one.alert === alert)));
  const putOff = counting.filter((one) => one.action === "snooze" && standing.includes(one));
  return {
    states: Object.fromEntries(
      alerts.map((alert) => [alert, stateAfter(counting.filter((one) => one.alert === alert))]),
    ),
    snoozes: Object.fromEntries(putOff.map(({ id, upon }) => [JSON.stringify([upon.rule ?? "", ...upon.subject]), id])),
    counting: counting.map(({ id }) => id),
  };
}

/** What is left of an alert's decisions: each `undo` takes itself and the one before it away. */
function withoutTakenBack(decisions: readonly Written[]): Written[] {
  const left: Written[] = [];
  for (const decision of decisions) {
    if (decision.action === "undo") left.pop();
    else left.push(decision);
  }
  return left;
}

function stateAfter(decisions: readonly Written[]): string {
  let state = "open";
  for (const { action } of withoutTakenBack(decisions)) {
    if (action === "take") state = "taken";
    if (action === "release" || action === "reopen") state = "open";
    if (action === "escalate") state = "escalated";
    if (action === "confirm") state = "confirmed";
    if (action === "dismiss") state = "dismissed";
  }
  return state;
}

function isPossible(record: Written, before: readonly Written[]): boolean {
  const newest = before.at(-1);
  let state = stateAfter(before);
  if (record.upon.reopened === true && RANK_OF_DECIDED.includes(state)) state = "open";
  switch (record.action) {
    case "undo":
      return newest !== undefined && newest.action !== "undo" && newest.by === record.by;
    case "snooze":
      return record.untilMs !== undefined && record.note !== undefined && record.note.trim() !== "";
    case "take":
      return state === "open" || state === "escalated";
    case "release":
      return state === "taken";
    case "escalate":
      return state === "open" || state === "taken";
    case "reopen":
      return state === "confirmed" || state === "dismissed" || state === "escalated";
    default:
      return state === "open" || state === "taken" || state === "escalated";
  }
}
