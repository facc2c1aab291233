import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Cluster } from "./cluster";
import type { Contender, Job } from "./contender";
import type { PlainConsumerSettings } from "./plainConsumer/settings";

/** A plain kafkajs consumer that holds all sessions in its memory: the floor of what Node takes. No state survives it. */
export function createPlain(cluster: Cluster): Contender {
  let child: ChildProcess | undefined;
  return {
    name: "plain",
    title: "plain kafkajs consumer",
    prepare: async () => undefined,
    async start(job) {
      child = fork(join(__dirname, "plainConsumer.ts"), [JSON.stringify(settingsOf(cluster, job))], {
        execArgv: ["-r", "ts-node/register"],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      return { runningSinceMs: await firstMessage(child), stop: () => end(child as ChildProcess) };
    },
    processes: () => (child?.pid === undefined ? [] : [{ pid: child.pid, column: "workers" }]),
    close: async () => undefined,
  };
}

function settingsOf({ broker }: Cluster, { name, topics, rule }: Job): PlainConsumerSettings {
  return { broker, group: name, topics, rule };
}

/** The consumer tells when it has its partitions. */
async function firstMessage(child: ChildProcess): Promise<number> {
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`plainConsumer.ts ended with ${code}`)));
  const [runningSinceMs] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return runningSinceMs;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  await gone;
}
