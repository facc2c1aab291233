import { httpJson } from "../../service/probes/httpJson";
import { filesOf } from "../files";
import { flinkJava } from "./flinkJava";
import type { PartFactory } from "./part";

/** Flink's JobManager, with REST and web UI. */
export const jobManager: PartFactory = (settings) => {
  const address = `http://${settings.host}:${settings.ports.flink}`;
  return {
    name: "jobmanager",
    ports: ["flink", "jobManager"],
    address,
    command: (software) =>
      flinkJava(settings, software, {
        part: "jobmanager",
        jvm: [`-Xmx${settings.memoryMb.jobManager}m`],
        main: [
          "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
          "--configDir",
          filesOf(settings).config,
        ],
      }),
    check: async () => void (await httpJson(`${address}/overview`)),
  };
};
