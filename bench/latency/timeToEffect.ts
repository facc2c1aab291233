import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { stringify } from "yaml";
import { command } from "../../test/live/support/job";
import type { Alert } from "../../transforms/alert";
import { startLoad } from "./load";
import type { RunningJob } from "./withJob";

/** Ms from one moment to the first alert by a version of a rule, as a consumer of the topic sees it. */
export interface TimeToEffect {
  /** From the call of `npm run rules -- publish`, Node's start included. */
  fromCommandMs: number;
  /** From the broker's time of the version's record. */
  fromRecordMs: number;
}

const GIVE_UP_MS = 60_000;

/** Publishes versions of a rule one after the other, each on a view of its own, while payments flow; figures for each. */
export async function timesToEffect(
  { broker, topics }: Pick<RunningJob, "broker" | "topics">,
  { rate, changes }: { rate: number; changes: number },
): Promise<TimeToEffect[]> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const seen = new Map<string, number>();
  const alerts = await follow(kafka, topics.fraud, (text) => {
    const { rule } = JSON.parse(text) as Alert;
    const name = `${rule?.id} ${rule?.version}`;
    if (!seen.has(name)) seen.set(name, Date.now());
  });
  const appended = new Map<string, number>();
  const records = await follow(kafka, topics.rules, (text, timestampMs) => {
    const { id, version } = JSON.parse(text);
    appended.set(`${id} ${version}`, timestampMs);
  });
  const load = startLoad(kafka, topics.transactions, rate, { crossing: "pair", name: `probe${Date.now()}` });
  const times: TimeToEffect[] = [];
  for (let version = 1; version <= changes; version++) {
    const name = `probe ${version}`;
    const begunMs = Date.now();
    await publish(broker, version);
    for (const deadline = Date.now() + GIVE_UP_MS; !(seen.has(name) && appended.has(name)); await pause(20)) {
      if (Date.now() > deadline) throw new Error(`no alert by ${name} for ${GIVE_UP_MS / 1000} s`);
    }
    const seenMs = seen.get(name) as number;
    times.push({ fromCommandMs: seenMs - begunMs, fromRecordMs: seenMs - (appended.get(name) as number) });
  }
  await load.stop();
  await Promise.all([alerts(), records()]);
  return times;
}

async function publish(broker: string, version: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-rules-"));
  try {
    const file = join(folder, "probe.yaml");
    const window = { session: `${9 + version}s` };
    writeFileSync(
      file,
      stringify({ rules: [{ id: "probe", title: "Probe", key: "pair", window, when: "total > 10000" }] }),
    );
    await command("pipelines/rules.ts", ["publish", file, "--brokers", broker]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Resolves once the topic is followed from its end, with what ends that. */
async function follow(kafka: Kafka, topic: string, take: (text: string, timestampMs: number) => void) {
  const consumer = kafka.consumer({ groupId: `bench-${topic}-${Date.now()}`, maxWaitTimeInMs: 10 });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    eachMessage: async ({ message }) => take(String(message.value), Number(message.timestamp)),
  });
  await joined;
  return () => consumer.disconnect();
}
