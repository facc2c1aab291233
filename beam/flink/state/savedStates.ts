import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findStamp, type StateStamp } from "./stateStamp";

/** A checkpoint or a savepoint that a job can be started from. */
export interface SavedState {
  /** For `npm run submit -- --from-savepoint`. */
  url: string;
  /** Whose checkpoint it is; savepoints do not say. */
  jobId?: string;
  /** The number of a checkpoint. */
  number?: number;
  savedAtMs: number;
}

/**
 * The complete checkpoints (`JOB/chk-N`) and savepoints (`savepoint-…`) in a folder that Flink writes to, the newest
 * first. The one under way when a JobManager was killed has no `_metadata` and cannot be started from.
 */
export function savedStates(folder: string): SavedState[] {
  const found = subfolders(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith("savepoint-")) return complete(path, {});
    return subfolders(path)
      .filter((checkpoint) => /^chk-\d+$/.test(checkpoint))
      .flatMap((checkpoint) => complete(join(path, checkpoint), { jobId: name, number: Number(checkpoint.slice(4)) }));
  });
  return found.sort((a, b) => b.savedAtMs - a.savedAtMs || (b.number ?? 0) - (a.number ?? 0));
}

/** The stamp of a state on this machine; null where it has none, undefined where it cannot be read. */
export function readStamp(url: string): StateStamp | null | undefined {
  const path = localPath(url);
  if (path === undefined) return undefined;
  try {
    return findStamp(readFileSync(join(path, "_metadata"))) ?? null;
  } catch {
    return undefined;
  }
}

/** The folder that `url` names, if it is one of this machine's: `/state`, `file:/state`, `file:///state`. */
export function localPath(url: string): string | undefined {
  if (isAbsolute(url)) return url;
  return /^file:\/(\/\/)?[^/]/.test(url) ? fileURLToPath(url) : undefined;
}

function complete(path: string, state: Pick<SavedState, "jobId" | "number">): SavedState[] {
  const metadata = statSync(join(path, "_metadata"), { throwIfNoEntry: false });
  return metadata === undefined ? [] : [{ ...state, url: pathToFileURL(path).href, savedAtMs: metadata.mtimeMs }];
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
