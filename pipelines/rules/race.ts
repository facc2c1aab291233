import { UserError } from "../../config/runProgram";

/** Somebody published since the topic was read. */
export function movedOn(topic: string, end: bigint, now: bigint): UserError {
  return new UserError(
    `${topic}: somebody has published since it was read (it ended at offset ${end}, it ends at ${now}): nothing was written; look again`,
  );
}
