import { s3Address } from "./s3/s3Address";
import type { S3Client } from "./s3/s3Client";
import { s3SavedStates } from "./s3/s3States";
import { localPath, readStamp, type SavedState, savedStates } from "./savedStates";
import { findStamp, type StateStamp } from "./stateStamp";

/** Reads checkpoints and savepoints, wherever they are, as far as this process can. */
export interface StateReader {
  /** Those in a folder, the newest first; none where it cannot be read from here. */
  saved(folder: string): Promise<SavedState[]>;
  /** The stamp of one; null where it has none, undefined where it cannot be read from here. */
  stamp(url: string): Promise<StateStamp | null | undefined>;
}

/** Stamps that are kept at most; a state never changes, so they need not be read again. */
const MOST_KEPT = 1_000;

/**
 * Readers of this machine's folders and of S3, each for one look: `openS3` is asked once a look, and only if there is anything on
 * S3; it resolves to undefined where there are no keys to it.
 */
export function createStateReaders(openS3: () => Promise<S3Client | undefined>): () => StateReader {
  const known = new Map<string, StateStamp | null>();
  return () => {
    let opened: Promise<S3Client | undefined> | undefined;
    const s3 = () => (opened ??= openS3());

    async function s3Stamp(url: string): Promise<StateStamp | null | undefined> {
      const stamp = known.get(url);
      if (stamp !== undefined) return stamp;
      const { bucket, key } = s3Address(url) ?? {};
      if (bucket === undefined) return undefined;
      const metadata = await (await s3())?.read({ bucket, key: `${key}/_metadata` });
      if (metadata === undefined) return undefined;
      const found = findStamp(metadata.bytes) ?? null;
      if (known.size >= MOST_KEPT) known.clear();
      known.set(url, found);
      return found;
    }

    return {
      async saved(folder) {
        const path = localPath(folder);
        if (path !== undefined) return savedStates(path);
        const client = s3Address(folder) && (await s3());
        return client === undefined ? [] : await s3SavedStates(client, folder);
      },
      async stamp(url) {
        return localPath(url) === undefined ? await s3Stamp(url) : readStamp(url);
      },
    };
  };
}
