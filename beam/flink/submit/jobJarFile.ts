import "apache-beam"; // before any of its sub-modules: they import one another in a circle
import type { Pipeline } from "apache-beam/proto/beam_runner_api";
import { Struct } from "apache-beam/proto/google/protobuf/struct";
import { runnerApi } from "../../sdk";
import { zipOf } from "./zip";

/** In the runtime jar on Flink's class path. */
const MAIN_CLASS = "beamts.runtime.RunPipelineInJar";

/** A jar that starts `pipeline` on the Flink that runs it. Holds no code: all of that is on Flink's class path. */
export function jobJarFile(pipeline: Pipeline, options: Record<string, unknown>): Buffer {
  const named = Object.entries(options).map(([name, value]) => [beamOptionName(name), value]);
  return zipOf([
    {
      name: "META-INF/MANIFEST.MF",
      data: Buffer.from(`Manifest-Version: 1.0\r\nMain-Class: ${MAIN_CLASS}\r\n\r\n`),
    },
    { name: "pipeline.pb", data: runnerApi.Pipeline.toBinary(pipeline) },
    { name: "options.pb", data: Struct.toBinary(Struct.fromJson(Object.fromEntries(named))) },
  ]);
}

/** `maxBundleSize` → `beam:option:max_bundle_size:v1`. */
function beamOptionName(name: string): string {
  return `beam:option:${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}:v1`;
}
