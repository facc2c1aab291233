import { join } from "node:path";
import type { StackSettings } from "../settings";
import { readVersions } from "../versions";
import { flinkDistribution, flinkJars } from "./flink";
import { kafkaJars, runtimeJar } from "./maven";
import type { Report } from "./runVisibly";

/** What the parts of a stack are started from. */
export interface Software {
  /** The runtime jar and Flink's own jars: parent-first, so that Beam's classes are loaded once and not once a job. */
  flinkClassPath: string;
  kafkaClassPath: string;
}

/** Fetches and builds what is not in the cache yet. */
export async function ensureSoftware(settings: StackSettings, report: Report): Promise<Software> {
  const { cacheDir, flinkHome } = settings;
  const versions = readVersions();
  const jars = async () => {
    // One Maven at a time: two share one repository folder.
    const kafka = await kafkaJars(cacheDir, versions.kafka, report);
    return { kafka, runtime: await runtimeJar(cacheDir, report) };
  };
  const [{ kafka, runtime }, flink] = await Promise.all([
    jars(),
    flinkHome ?? flinkDistribution(cacheDir, versions.flink, report),
  ]);
  return { flinkClassPath: [runtime, ...flinkJars(flink)].join(":"), kafkaClassPath: join(kafka, "*") };
}
