import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/runProgram";
import { stopSignal } from "../../service/stopSignal";
import { addressFlags } from "../../stack/addressFlags";
import { stackFromFlags } from "../../stack/stackFromFlags";
import { command } from "../../test/live/support/job";

export interface RunningJob {
  broker: string;
  /** Flink's REST API. */
  flink: string;
  jobId: string;
  jobManagerPid: number;
  taskManagerPid: number;
  /** The process whose children are the workers. */
  workerPoolPid: number;
  topics: { transactions: string; fraud: string; rules: string };
}

const topics = { transactions: "transactions", fraud: "fraud", rules: "fraud-rules" };

/**
 * A stack of its own with the job on it, as `npm run submit` starts it with these flags; gone afterwards. `liveRules`: a file
 * of rules, or `default`, that is published for the job to follow. Ctrl+C takes it down, too.
 */
export async function withJob(
  portBase: number,
  flags: string[],
  measure: (job: RunningJob) => Promise<void>,
  liveRules?: string,
): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), "bench-stack-"));
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const stack = stackFromFlags(["--port-base", String(portBase), "--state-dir", stateDir], report);
  const { ports } = stack.settings;
  const local = (port: number) => `127.0.0.1:${port}`;
  async function run(): Promise<void> {
    await stack.up();
    const broker = local(ports.kafka);
    if (liveRules !== undefined) await command("pipelines/rules.ts", ["publish", liveRules, "--brokers", broker]);
    const rulesFlags = liveRules === undefined ? [] : ["--rules-topic", topics.rules];
    const output = await command("pipelines/submit.ts", [...addressFlags(stack.settings), ...rulesFlags, ...flags]);
    const pids = Object.fromEntries((await stack.status()).map(({ name, pid }) => [name, pid ?? Number.NaN]));
    await measure({
      broker,
      flink: `http://${local(ports.flink)}`,
      jobId: output.split("\n")[0],
      jobManagerPid: pids.jobmanager,
      taskManagerPid: pids["taskmanager-1"],
      workerPoolPid: pids["worker-pool"],
      topics,
    });
  }

  try {
    await Promise.race([run(), interrupted()]);
  } finally {
    await stack.down();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function interrupted(): Promise<never> {
  throw new UserError(`interrupted by ${await stopSignal()}`);
}
