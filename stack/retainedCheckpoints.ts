import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A checkpoint that a job can be resumed from. */
export interface RetainedCheckpoint {
  jobId: string;
  number: number;
  /** For `npm run submit -- --from-savepoint`. */
  url: string;
  completedAtMs: number;
}

/**
 * The complete checkpoints in a folder of Flink's checkpoints, the newest first. The one under way when a JobManager was
 * killed has no `_metadata` and cannot be resumed from.
 */
export function retainedCheckpoints(folder: string): RetainedCheckpoint[] {
  const found = subfolders(folder).flatMap((jobId) =>
    subfolders(join(folder, jobId)).flatMap((name) => {
      const metadata = join(folder, jobId, name, "_metadata");
      if (!/^chk-\d+$/.test(name) || !existsSync(metadata)) return [];
      const completedAtMs = statSync(metadata).mtimeMs;
      return {
        jobId,
        number: Number(name.slice(4)),
        url: pathToFileURL(join(folder, jobId, name)).href,
        completedAtMs,
      };
    }),
  );
  return found.sort((a, b) => b.completedAtMs - a.completedAtMs || b.number - a.number);
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
