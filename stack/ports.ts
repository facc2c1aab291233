/** The ports of a stack, each as its own program calls it by default. */
export const defaultPorts = {
  kafka: 9092,
  kafkaController: 9093,
  kafkaSecure: 9094,
  flink: 8081,
  jobManager: 6123,
  jobServer: 8099,
  artifact: 8098,
  expansion: 8097,
  workerPool: 5555,
  workerPoolHealth: 5556,
  registry: 8082,
};

/** A port number for each purpose. */
export type Ports = typeof defaultPorts;

/** The chosen ports; those that were not chosen lie `base` above their defaults. */
export function portsFrom(base: number, chosen: Partial<Ports>): Ports {
  const ports = { ...defaultPorts };
  for (const key of Object.keys(defaultPorts) as (keyof Ports)[]) {
    ports[key] = chosen[key] ?? defaultPorts[key] + base;
  }
  return ports;
}
