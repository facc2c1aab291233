import type { StackSettings } from "./settings";

/** The flags that tell `npm run submit` where this stack's servers are. */
export function addressFlags({ host, ports }: Pick<StackSettings, "host" | "ports">): string[] {
  const at = (port: number) => `${host}:${port}`;
  return [
    ...["--brokers", at(ports.kafka), "--flink", `http://${at(ports.flink)}`, "--job-server", at(ports.jobServer)],
    ...["--expansion-service", at(ports.expansion), "--worker-pool", at(ports.workerPool)],
  ];
}
