import { join } from "node:path";
import { httpGet } from "../../service/probes/httpJson";
import { runtimeFolder } from "../versions";
import type { PartFactory } from "./part";

/** The pool of TypeScript workers that TaskManagers ask for one. */
export const workerPool: PartFactory = ({ host, ports }) => ({
  name: "worker-pool",
  ports: ["workerPool", "workerPoolHealth"],
  address: `${host}:${ports.workerPool}`,
  command: () => {
    const repository = join(runtimeFolder, "..");
    return {
      program: process.execPath,
      args: [
        join(repository, "node_modules", "ts-node", "dist", "bin.js"),
        join(repository, "pipelines", "workerPool.ts"),
        `--listen=${host}:${ports.workerPool}`,
        `--health-port=${ports.workerPoolHealth}`,
      ],
      cwd: repository,
    };
  },
  check: async () => void (await httpGet(`http://${host}:${ports.workerPoolHealth}/readyz`)),
});
