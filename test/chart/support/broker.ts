import { readFileSync } from "node:fs";
import { box, PATIENCE } from "./box";
import { SERVICES } from "./images";

/** A broker of a test's own, cluster/kafka.yaml in a namespace of its own, beside a pod of the services' image that asks it. */
export function startBroker(namespace: string) {
  const host = `kafka.${namespace}.svc.cluster.local`;
  const address = `${host}:9092`;
  const kubectl = (...args: string[]) => box.kubectl("--namespace", namespace, ...args);
  const shell = (command: string) => kubectl("exec", "deployment/kafka", "--", "sh", "-c", command);

  box.kubectl("create", "namespace", namespace);
  box.applyText(readFileSync("test/chart/cluster/kafka.yaml", "utf8").replaceAll("HOST", host), "-n", namespace);
  const command = ["--command", "--", "node", "-e", "setInterval(() => {}, 1000)"];
  kubectl("run", "client", `--image=${SERVICES}`, "--image-pull-policy=Never", ...command);
  kubectl("rollout", "status", "deployment/kafka", `--timeout=${PATIENCE}s`);
  kubectl("wait", "--for=condition=Ready", "pod/client", `--timeout=${PATIENCE}s`);

  /**
   * Runs a script with `kafka`, a kafkajs client, and returns what it prints. A broker that was away may take a minute: first it
   * does not answer, then it does not know yet that it leads, which kafkajs gives up at.
   */
  const withKafka = (script: string): string => {
    const program = `
      const retry = { retries: 60, maxRetryTime: 1_000 };
      const kafka = new (require("kafkajs").Kafka)({ brokers: ["${address}"], logLevel: 0, retry });
      const run = async () => { ${script} };
      const runPatiently = (tries) => run().catch(async (error) => {
        if (!error.retriable || tries === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        return runPatiently(tries - 1);
      });
      runPatiently(60).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });`;
    return kubectl("exec", "client", "--", "node", "-e", program);
  };

  return {
    address,
    /** The same broker's port for the user fraud. */
    loginAddress: `${host}:9094`,
    withKafka,

    /** Kills the broker and keeps it from coming back, or lets it. */
    setAway: (away: boolean) => shell(away ? "touch /data/away" : "rm -f /data/away"),

    /** Changes the password of the user that the broker asks for at its other port. */
    changePassword(password: string): void {
      const change = `--alter --entity-type users --entity-name fraud --add-config 'SCRAM-SHA-512=[password=${password}]'`;
      shell(`"$JAVA" -cp "/kafka/*" kafka.admin.ConfigCommand --bootstrap-server 127.0.0.1:9092 ${change}`);
    },

    /** How many records a topic has ever had. */
    endOf(topic: string): number {
      const print = "console.log(offsets.reduce((sum, { high }) => sum + Number(high), 0));";
      return Number(
        withKafka(
          `const admin = kafka.admin(); await admin.connect(); const offsets = await admin.fetchTopicOffsets("${topic}"); ${print}`,
        ),
      );
    },

    /** The values of all records that a topic has now. */
    recordsOf(topic: string): string[] {
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
      return withKafka(script).split("\n").filter(Boolean);
    },
  };
}

export type Broker = ReturnType<typeof startBroker>;
