import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "../files";
import { javaProgram, logFlags } from "../java";
import { withStackAdmin } from "../kafkaAdmin";
import { scramUserFlags } from "../secureListener";
import type { PartFactory } from "./part";

/** Any 16 bytes in base64; a broker refuses folders of another cluster. */
const CLUSTER_ID = "c3RyZWFtaW5nZnJhdWRkZQ";

/** One broker that is its own controller (KRaft). */
export const kafka: PartFactory = (settings) => {
  const files = filesOf(settings);
  const address = `${settings.host}:${settings.ports.kafka}`;
  const java = (classPath: string, ...args: string[]) => ({
    program: javaProgram(settings.javaHome),
    args: [`-Xmx${settings.memoryMb.kafka}m`, ...logFlags(files.log("kafka")), "-cp", classPath, ...args],
  });
  return {
    name: "kafka",
    ports: settings.kafkaTlsSasl ? ["kafka", "kafkaController", "kafkaSecure"] : ["kafka", "kafkaController"],
    address,
    prepare: ({ kafkaClassPath }) =>
      existsSync(join(files.kafkaData, "meta.properties"))
        ? undefined
        : java(
            kafkaClassPath,
            ...["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", files.kafkaConfig],
            ...scramUserFlags(settings),
          ),
    command: ({ kafkaClassPath }) => java(kafkaClassPath, "kafka.Kafka", files.kafkaConfig),
    check: () => withStackAdmin(address, async (admin) => void (await admin.describeCluster())),
  };
};
