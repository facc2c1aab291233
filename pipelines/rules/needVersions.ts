import { nearest } from "../../config/nearest";
import { UserError } from "../../config/runProgram";
import { type ReadVersion, type RulesLog, versionsOf } from "./rulesLog";

/** The versions of a rule, the newest last. Throws a `UserError` where it has none. */
export function needVersions(log: RulesLog, id: string): ReadVersion[] {
  const versions = versionsOf(log, id);
  if (versions.length > 0) return versions;
  const ids = [...log.history.newestVersions.keys()];
  const close = nearest(id, ids);
  const known = ids.length === 0 ? "there is none yet" : ids.join(", ");
  throw new UserError(
    `ID: found ${JSON.stringify(id)}, expected a rule of the topic: ${close === undefined ? known : `did you mean ${close}?`}`,
  );
}
