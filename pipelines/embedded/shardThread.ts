import { parentPort, workerData } from "node:worker_threads";
import type { Finding } from "../../rules/finding";
import type { Alert } from "../../transforms/alert";
import { openInput } from "./openInput";
import { readBlocks } from "./readLines";
import { runShard, type ShardRun } from "./runShard";

// The program of a thread: runs a shard and sends what it finds, some at a time, then what it has read.

const MOST = 200;
const { path, run } = workerData as { path: string; run: ShardRun };
let found: (Alert | Finding)[] = [];

const read = runShard(readBlocks(openInput(path), path), run, (one) => {
  if (found.push(one) >= MOST) send();
});
send();
parentPort?.postMessage({ read });

function send(): void {
  parentPort?.postMessage({ found });
  found = [];
}
