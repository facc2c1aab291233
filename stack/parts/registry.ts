import { join } from "node:path";
import { httpGet } from "../../service/probes/httpJson";
import { filesOf } from "../files";
import { javaProgram } from "../java";
import type { PartFactory } from "./part";

/** Where the registry speaks as Confluent's does: the `--schema-registry` of this stack. */
export function registryUrl(host: string, port: number): string {
  return `http://${host}:${port}/apis/ccompat/v7`;
}

/** A schema registry. What was registered stays in the state folder. */
export const registry: PartFactory = (settings) => {
  const { host, ports, memoryMb } = settings;
  return {
    name: "registry",
    ports: ["registry"],
    address: registryUrl(host, ports.registry),
    command: ({ registryJar = "" }) => ({
      program: javaProgram(settings.javaHome),
      args: [
        `-Xmx${memoryMb.registry}m`,
        `-Dquarkus.http.host=${host}`,
        `-Dquarkus.http.port=${ports.registry}`,
        `-Dapicurio.datasource.url=jdbc:h2:file:${join(filesOf(settings).registryData, "schemas")}`,
        "-jar",
        registryJar,
      ],
    }),
    check: async () => void (await httpGet(`http://${host}:${ports.registry}/health/ready`)),
  };
};
