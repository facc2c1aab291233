import { misfit, type StateStamp } from "../../beam/flink/state/stateStamp";
import { UserError } from "../../config/runProgram";

/**
 * Throws a `UserError` when the state at `url` is known to be of other options. Where its stamp cannot be read from here, Flink
 * sees the same and ends the job. Tells `say` of a state that names no options: older versions wrote none.
 */
export function checkFits(
  url: string,
  stamp: StateStamp | null | undefined,
  own: StateStamp,
  say: (line: string) => void,
): void {
  if (stamp === undefined) return;
  if (stamp === null) {
    say(`${url} does not say with which options it was saved: taken as it is`);
    return;
  }
  const reason = misfit(stamp, own);
  if (reason !== undefined) {
    throw new UserError(`${url}: ${reason}: start with the options of the state, or without the state`);
  }
}
