import type { SavedState } from "../savedStates";
import { type S3Address, s3Address } from "./s3Address";
import type { S3Client } from "./s3Client";

/** Flink's ids of jobs; whatever else lies beside them may be anybody's, and of any size. */
const JOB = /^[0-9a-f]{32}$/;

/** As `savedStates` of a folder on S3: complete checkpoints (`JOB/chk-N`) and savepoints (`savepoint-…`), the newest first. */
export async function s3SavedStates(s3: S3Client, folder: string): Promise<SavedState[]> {
  const { bucket, key } = s3Address(folder) as S3Address;
  const root = key === "" ? "" : `${key}/`;
  const url = folder.replace(/\/+$/, "");
  const { folders } = await s3.list({ bucket, key: root }, "/");
  const names = folders.map((path) => path.slice(root.length, -1));
  // What Flink shares between checkpoints lies elsewhere below the job, and may be many.
  const places = names.filter((name) => JOB.test(name)).map((name) => `${name}/chk-`);
  if (names.some((name) => name.startsWith("savepoint-"))) places.push("savepoint-");
  const found: SavedState[] = [];
  for (const place of places) {
    const { entries } = await s3.list({ bucket, key: root + place });
    for (const { key: file, savedAtMs } of entries) {
      const path = /^(.*)\/_metadata$/.exec(file.slice(root.length))?.[1];
      const [, jobId, number] = /^([0-9a-f]{32})\/chk-(\d+)$/.exec(path ?? "") ?? [];
      if (jobId !== undefined) found.push({ url: `${url}/${path}`, jobId, number: Number(number), savedAtMs });
      else if (path !== undefined && /^savepoint-[^/]*$/.test(path)) found.push({ url: `${url}/${path}`, savedAtMs });
    }
  }
  return found.sort((a, b) => b.savedAtMs - a.savedAtMs || (b.number ?? 0) - (a.number ?? 0));
}
