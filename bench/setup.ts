import { UserError } from "../config/runProgram";
import type { Report } from "../stack/downloads/runVisibly";
import { createTestStack, removeTestStack } from "../test/live/support/testStack";
import { type Cluster, clusterOf } from "./contenders/cluster";
import type { Contender } from "./contenders/contender";
import { CONTENDERS, NEED_REGISTRY } from "./contenders/contenders";
import { endAllJobs } from "./contenders/flinkJob";

/** As many as the stack's topics have by default. */
export const PARTITIONS = 4;
export const CHECKPOINT_INTERVAL_MS = 10_000;

/** What every measurement needs. */
export interface Setup {
  cluster: Cluster;
  contenders: Contender[];
  /** A run that takes longer is given up. */
  timeLimitMs: number;
  report: Report;
}

export interface SetupSettings {
  portBase: number;
  /** Names of contenders. */
  only: string[];
  timeLimitMs: number;
}

/** A stack of its own with all contenders ready on it; gone when `use` is done. `KEEP_STACK=DIR` keeps the stack. */
export async function withSetup(
  { portBase, only, timeLimitMs }: SetupSettings,
  interrupted: Promise<NodeJS.Signals>,
  use: (setup: Setup) => Promise<void>,
): Promise<void> {
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const stack = createTestStack(only.some((name) => NEED_REGISTRY.includes(name)) ? ["--registry"] : [], portBase);
  let contenders: Contender[] = [];
  const work = async () => {
    await stack.up();
    const cluster = await clusterOf(stack);
    // A stack that was kept may still have the job of a bench that was interrupted.
    await endAllJobs(cluster.flink);
    contenders = only.map((name) => CONTENDERS[name](cluster));
    for (const contender of contenders) await contender.prepare(report);
    await use({ cluster, contenders, timeLimitMs, report });
  };
  try {
    const ended = interrupted.then((signal) => Promise.reject(new UserError(`ended by ${signal}`)));
    await Promise.race([work(), ended]);
  } finally {
    for (const contender of contenders) await contender.close();
    await removeTestStack(stack);
  }
}
