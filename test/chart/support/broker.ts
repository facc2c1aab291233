import type { Box } from "./box";

/** Where the tests' broker is. */
export const BROKER = "kafka.kafka.svc.cluster.local:9092";
/** The same broker's port for the user fraud. */
export const LOGIN_BROKER = "kafka.kafka.svc.cluster.local:9094";

/** Starts the broker of cluster/kafka.yaml. */
export function startBroker(box: Box): void {
  box.kubectl("apply", "-f", "test/chart/cluster/kafka.yaml");
  box.kubectl("--namespace", "kafka", "rollout", "status", "deployment/kafka", "--timeout=120s");
}

/** Kills the broker and keeps it from coming back, or lets it. */
export function setAway(box: Box, away: boolean): void {
  const command = away ? "touch /data/away" : "rm -f /data/away";
  box.kubectl("--namespace", "kafka", "exec", "deployment/kafka", "--", "sh", "-c", command);
}

/** Changes the password of the user that the broker asks for at its other port. */
export function changePassword(box: Box, password: string): void {
  const change = `--alter --entity-type users --entity-name fraud --add-config 'SCRAM-SHA-512=[password=${password}]'`;
  const command = `"$JAVA" -cp "/kafka/*" kafka.admin.ConfigCommand --bootstrap-server 127.0.0.1:9092 ${change}`;
  box.kubectl("--namespace", "kafka", "exec", "deployment/kafka", "--", "sh", "-c", command);
}

/** Runs a script with `kafka`, a kafkajs client, in a pod of the services' image and returns what it prints. */
export function withKafka(box: Box, script: string): string {
  const program = `
    const kafka = new (require("kafkajs").Kafka)({ brokers: ["${BROKER}"], logLevel: 0 });
    (async () => { ${script} })().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });`;
  return box.kubectl("--namespace", "tools", "exec", "client", "--", "node", "-e", program);
}

/** A pod for `withKafka`. */
export function startClient(box: Box, image: string): void {
  box.kubectl("create", "namespace", "tools");
  const command = ["--command", "--", "node", "-e", "setInterval(() => {}, 1000)"];
  box.kubectl("--namespace", "tools", "run", "client", `--image=${image}`, "--image-pull-policy=Never", ...command);
  box.kubectl("--namespace", "tools", "wait", "--for=condition=Ready", "pod/client", "--timeout=60s");
}

/** How many records a topic has ever had. */
export function endOf(box: Box, topic: string): number {
  const print = "console.log(offsets.reduce((sum, { high }) => sum + Number(high), 0));";
  return Number(
    withKafka(
      box,
      `const admin = kafka.admin(); await admin.connect(); const offsets = await admin.fetchTopicOffsets("${topic}"); ${print}`,
    ),
  );
}

/** The values of all records that a topic has now. */
export function recordsOf(box: Box, topic: string): string[] {
  const script = `
    const admin = kafka.admin(); await admin.connect();
    const ends = (await admin.fetchTopicOffsets("${topic}")).filter(({ low, high }) => low !== high);
    const left = new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
    if (left.size === 0) return;
    const consumer = kafka.consumer({ groupId: "all-" + Date.now() });
    await consumer.connect(); await consumer.subscribe({ topic: "${topic}", fromBeginning: true });
    const values = [];
    await new Promise((done) => consumer.run({ eachBatch: async ({ batch }) => {
      for (const { value } of batch.messages) values.push(value.toString());
      if (BigInt(batch.lastOffset()) + 1n >= left.get(batch.partition)) left.delete(batch.partition);
      if (left.size === 0) done();
    } }));
    await new Promise((written) => process.stdout.write(values.join("\\n"), written));`;
  return withKafka(box, script).split("\n").filter(Boolean);
}
