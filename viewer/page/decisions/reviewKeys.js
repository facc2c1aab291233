/** @typedef {import("../../../reviews/decision").Action} Action */

/**
 * The keys of decisions, for those who may decide: about what is marked, else about the alert that is open.
 * @param {import("./reviewDesk.js").ReviewDesk} desk
 * @param {{ bar: import("./reviewBar.js").ReviewBar, markBar: import("../list/markBar.js").MarkBar, mark: () => void }} parts `mark`: the row that is active
 */
export function reviewKeys(desk, { bar, markBar, mark }) {
  /** @param {Action} action */
  const decide = (action) => (markBar.hasMarks() ? markBar.act(action) : bar.act(action));
  /** What has just been decided, else the newest decision about the alert that is open. */
  const undo = () => (desk.toast.hasOffer() ? desk.toast.press() : bar.act("undo"));

  return [
    { keys: ["t"], what: "Take", act: () => decide("take") },
    { keys: ["c"], what: "Confirm", act: () => decide("confirm") },
    { keys: ["d"], what: "Dismiss", act: () => decide("dismiss") },
    { keys: ["e"], what: "Escalate", act: () => bar.act("escalate") },
    { keys: ["o"], what: "Reopen", act: () => bar.act("reopen") },
    { keys: ["u"], what: "Undo", act: undo },
    { keys: ["n"], what: "Next for me", act: desk.next },
    { keys: ["x"], what: "Mark, to decide about several at once", act: mark },
  ].map((shortcut) => ({ ...shortcut, isOn: desk.canDecide, once: true }));
}
