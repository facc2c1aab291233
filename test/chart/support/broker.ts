import type { Box } from "./box";

/** Where the tests' broker is. */
export const BROKER = "kafka.kafka.svc.cluster.local:9092";

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
