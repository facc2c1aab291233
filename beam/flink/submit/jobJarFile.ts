import "../../load"; // before any of its sub-modules: they import one another in a circle
import type { Pipeline } from "apache-beam/proto/beam_runner_api";
import { Struct } from "apache-beam/proto/google/protobuf/struct";
import { strToU8, zipSync } from "fflate";
import { runnerApi } from "../../sdk";

/** In the runtime jar on Flink's class path. */
const MAIN_CLASS = "beamts.runtime.RunPipelineInJar";

/** The first day that a zip archive can tell. */
const FIRST_DAY = new Date(1980, 0, 1);

/** A jar that starts `pipeline` on the Flink that runs it. Holds no code: all of that is on Flink's class path. */
export function jobJarFile(pipeline: Pipeline, options: Record<string, unknown>): Buffer {
  const named = Object.entries(options).map(([name, value]) => [beamOptionName(name), value]);
  const entries = {
    "META-INF/MANIFEST.MF": strToU8(`Manifest-Version: 1.0\r\nMain-Class: ${MAIN_CLASS}\r\n\r\n`),
    "pipeline.pb": runnerApi.Pipeline.toBinary(pipeline),
    "options.pb": Struct.toBinary(Struct.fromJson(Object.fromEntries(named))),
  };
  // One time for all, so that the same pipeline gives the same bytes.
  return Buffer.from(zipSync(entries, { mtime: FIRST_DAY }));
}

/** `maxBundleSize` → `beam:option:max_bundle_size:v1`. */
function beamOptionName(name: string): string {
  return `beam:option:${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}:v1`;
}
