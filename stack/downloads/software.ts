import { join } from "node:path";
import type { StackSettings } from "../settings";
import { readVersions } from "../versions";
import { flinkDistribution, flinkJars } from "./flink";
import { kafkaJars, registryServer, runtimeJar } from "./maven";
import type { Report } from "./runVisibly";

/** What the parts of a stack are started from. */
export interface Software {
  /** The runtime jar and Flink's own jars: parent-first, so that Beam's classes are loaded once and not once a job. */
  flinkClassPath: string;
  kafkaClassPath: string;
  /** The program of the schema registry, where the stack has one. */
  registryJar?: string;
}

/** Fetches and builds what is not in the cache yet. */
export async function ensureSoftware(settings: StackSettings, report: Report): Promise<Software> {
  const { cacheDir, flinkHome } = settings;
  const versions = readVersions();
  const jars = async () => {
    // One Maven at a time: two share one repository folder.
    const kafka = await kafkaJars(cacheDir, versions.kafka, report);
    const runtime = await runtimeJar(cacheDir, report);
    if (!settings.registry) return { kafka, runtime };
    const server = await registryServer(cacheDir, versions.apicurio, report);
    return { kafka, runtime, registryJar: join(server, `apicurio-registry-app-${versions.apicurio}-runner.jar`) };
  };
  const [{ kafka, runtime, registryJar }, flink] = await Promise.all([
    jars(),
    flinkHome ?? flinkDistribution(cacheDir, versions.flink, report),
  ]);
  return { flinkClassPath: [runtime, ...flinkJars(flink)].join(":"), kafkaClassPath: join(kafka, "*"), registryJar };
}
