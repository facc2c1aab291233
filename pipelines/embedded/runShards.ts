import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Finding } from "../../rules/finding";
import type { Alert } from "../../transforms/alert";
import type { FileRun, Read } from "./fileRun";
import { sizeOf } from "./fileSize";
import type { Reading } from "./lineStream";
import { openInput } from "./openInput";
import { readBlocks } from "./readLines";
import { runShard, type ShardRead, type ShardRun } from "./runShard";
import type { Wanted } from "./wanted";
import { TooMuchDisorder } from "./watermark";

/** A thread takes about as long to start as this many bytes to read. */
const BYTES_WORTH_A_THREAD = 16 * 1024 * 1024;

type OnFound = (one: Alert | Finding) => void;

/** Runs all shards of a file, the first one in this thread, and hands on what they find, in no order. */
export async function runShards(
  run: FileRun,
  wanted: Wanted,
  found: OnFound,
  bytesWorthAThread = BYTES_WORTH_A_THREAD,
): Promise<Read> {
  const { path, disorderMs } = run;
  const count = shardsFor(run, bytesWorthAThread);
  const nowMs = count > 1 ? Date.now() : undefined;
  const blocks = readBlocks(openInput(path), path);
  const [first, ...others] = Array.from({ length: count }, (_, index) => ({
    disorderMs,
    wanted,
    shard: { index, count },
    nowMs,
  }));
  const threads = others.map((shard) => startThread(path, shard, found));
  try {
    const { late, ...read } = runShard(blocks, first, found, { ...run, onProgress: ofWhole(run) });
    if (late !== undefined) throw new TooMuchDisorder(path, late, disorderMs);
    for (const { done } of threads) read.windows += (await done).windows;
    return read;
  } finally {
    await Promise.all(threads.map(({ stop }) => stop()));
  }
}

/** One for what is small, and for what can be read only once. */
function shardsFor({ path, workers }: FileRun, bytesWorthAThread: number): number {
  const size = sizeOf(path) ?? 0;
  return Math.max(1, Math.min(workers, Math.ceil(size / bytesWorthAThread)));
}

function ofWhole({ path, onProgress }: FileRun): Reading["onProgress"] {
  const bytes = sizeOf(path);
  const shareOf = (bytesRead: number) => (bytes === undefined ? undefined : Math.min(1, bytesRead / bytes));
  return onProgress && ((linesRead, bytesRead) => onProgress({ linesRead, share: shareOf(bytesRead) }));
}

/** With the same loader as this one: ts-node in the repository, plain Node.js when built. */
function startThread(path: string, run: ShardRun, found: OnFound) {
  const kind = extname(__filename);
  const execArgv = kind === ".ts" ? ["-r", require.resolve("ts-node/register")] : [];
  const worker = new Worker(join(__dirname, `shardThread${kind}`), { workerData: { path, run }, execArgv });
  const done = new Promise<ShardRead>((resolve, reject) => {
    worker.on("message", (message: { found: (Alert | Finding)[] } | { read: ShardRead }) => {
      if ("read" in message) resolve(message.read);
      else for (const one of message.found) found(one);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a thread that reads ${JSON.stringify(path)} ended (${code})`)));
  });
  // Whoever waits for it hears of it.
  done.catch(() => {});
  return { done, stop: () => worker.terminate() };
}
