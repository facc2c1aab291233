import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { addressFlags } from "../../stack/addressFlags";
import { stackFromFlags } from "../../stack/stackFromFlags";

const run = promisify(execFile);

export interface RunningJob {
  broker: string;
  /** Flink's REST API. */
  flink: string;
  jobId: string;
  taskManagerPid: number;
  /** The process whose children are the workers. */
  workerPoolPid: number;
  topics: { transactions: string; fraud: string };
}

/** A stack of its own with the job on it, as `npm run submit` starts it with these flags; gone afterwards. */
export async function withJob(
  portBase: number,
  flags: string[],
  measure: (job: RunningJob) => Promise<void>,
): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), "bench-stack-"));
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const stack = stackFromFlags(["--port-base", String(portBase), "--state-dir", stateDir], report);
  const { ports } = stack.settings;
  const local = (port: number) => `127.0.0.1:${port}`;
  try {
    await stack.up();
    const { stdout } = await run(process.execPath, [
      "-r",
      "ts-node/register",
      "pipelines/submit.ts",
      ...addressFlags(stack.settings),
      ...flags,
    ]);
    const pids = Object.fromEntries((await stack.status()).map(({ name, pid }) => [name, pid ?? Number.NaN]));
    await measure({
      broker: local(ports.kafka),
      flink: `http://${local(ports.flink)}`,
      jobId: stdout.split("\n")[0],
      taskManagerPid: pids["taskmanager-1"],
      workerPoolPid: pids["worker-pool"],
      topics: { transactions: "transactions", fraud: "fraud" },
    });
  } finally {
    await stack.down();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
