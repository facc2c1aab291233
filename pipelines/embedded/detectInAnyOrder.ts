import { type DetectRun, detectInFile } from "./detectInFile";
import { sizeOf } from "./fileSize";
import type { Found } from "./found";
import { TooMuchDisorder } from "./watermark";

/** A payment may come so much later than the newest one before it, unless told otherwise. */
export const DEFAULT_DISORDER_MS = 3_600_000;

/**
 * The alerts of a file of payments in whatever order. One that has more disorder than is allowed is read again with as
 * much as it needs, which `tell` is told; what can be read only once waits for its end, unless a disorder is given.
 */
export async function detectInAnyOrder(
  run: Omit<DetectRun, "disorderMs"> & { disorderMs?: number },
  tell: (line: string) => void,
): Promise<Found> {
  const isFile = sizeOf(run.path) !== undefined;
  const disorderMs = run.disorderMs ?? (isFile ? DEFAULT_DISORDER_MS : Number.POSITIVE_INFINITY);
  try {
    return await detectInFile({ ...run, disorderMs });
  } catch (error) {
    if (!(error instanceof TooMuchDisorder) || !isFile) throw error;
    tell(`${error.message}: reading it again so`);
    // All of the file has been read, and with it all dead letters.
    return detectInFile({ ...run, disorderMs: error.neededMs, onDeadLetter: undefined, onFirst: undefined });
  }
}
