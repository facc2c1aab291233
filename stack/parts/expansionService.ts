import { grpcCall, LIST_TRANSFORMS } from "../../service/probes/grpcCall";
import { flinkJava } from "./flinkJava";
import type { PartFactory } from "./part";

/** Beam's expansion service: turns "read from Kafka" into Beam's Java transforms, for `--kafka-connector beam`. */
export const expansionService: PartFactory = (settings) => {
  const address = `${settings.host}:${settings.ports.expansion}`;
  return {
    name: "expansion-service",
    ports: ["expansion"],
    address,
    command: (software) =>
      flinkJava(settings, software, {
        part: "expansion-service",
        jvm: [`-Xmx${settings.memoryMb.expansion}m`],
        main: [
          "beamts.runtime.BoundExpansionService",
          settings.host,
          String(settings.ports.expansion),
          // KafkaIO runs inside the TaskManagers, its read as a source of Flink's own.
          "--defaultEnvironmentType=EMBEDDED",
          "--experiments=use_deprecated_read",
        ],
      }),
    check: async () => {
      const answer = await grpcCall(address, LIST_TRANSFORMS);
      if (!answer.ok) throw new Error(answer.details);
    },
  };
};
