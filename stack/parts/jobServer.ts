import { grpcCall, LIST_JOBS } from "../../service/probes/grpcCall";
import { filesOf } from "../files";
import { flinkJava } from "./flinkJava";
import type { PartFactory } from "./part";

/** Beam's Flink job server with the transforms of the runtime jar: takes pipelines and sends them to Flink. */
export const jobServer: PartFactory = (settings) => {
  const { host, ports } = settings;
  const files = filesOf(settings);
  const address = `${host}:${ports.jobServer}`;
  return {
    name: "job-server",
    ports: ["jobServer", "artifact"],
    address,
    command: (software) =>
      flinkJava(settings, software, {
        part: "job-server",
        jvm: [`-Xmx${settings.memoryMb.jobServer}m`],
        main: [
          "beamts.runtime.JobServer",
          // For programs that name none; the project's own always name it.
          `--flink-master=${host}:${ports.flink}`,
          `--flink-conf-dir=${files.config}`,
          `--artifacts-dir=${files.artifacts}`,
          `--job-host=${host}`,
          `--job-port=${ports.jobServer}`,
          `--artifact-port=${ports.artifact}`,
          // Its own expansion service cannot be told to run KafkaIO inside the TaskManagers.
          "--expansion-port=0",
        ],
      }),
    check: async () => {
      const answer = await grpcCall(address, LIST_JOBS);
      if (!answer.ok) throw new Error(answer.details);
    },
  };
};
