import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder `runtime/` of this repository. */
export const runtimeFolder = join(__dirname, "../runtime");

/** Versions of the JVM side. */
export interface Versions {
  beam: string;
  flink: string;
  /** `1.19`: what Beam's runner is built for. */
  flinkRelease: string;
  kafka: string;
  /** Of the schema registry. */
  apicurio: string;
}

/** Reads the versions from `runtime/pom.xml`, their only home. */
export function readVersions(pom = readFileSync(join(runtimeFolder, "pom.xml"), "utf8")): Versions {
  const property = (name: string) => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(pom)?.[1];
    if (value === undefined) throw new Error(`runtime/pom.xml: no property ${name}`);
    return value;
  };
  return {
    beam: property("beam.version"),
    flink: property("flink.version"),
    flinkRelease: property("flink.release"),
    kafka: property("kafka.version"),
    apicurio: property("apicurio.version"),
  };
}
