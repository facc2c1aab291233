import { resolve } from "node:path";
import { withWorkersFrom } from "../beam/flink/submit/flinkRunner";
import { jobJarFile } from "../beam/flink/submit/jobJarFile";
import { pipelineProto } from "../beam/flink/submit/pipelineProto";
import type { Options, Values } from "../config/options";
import { exitOncePrinted, runProgram, UserError } from "../config/runProgram";
import { path } from "../config/values";
import { checkExpansionService } from "./doctor/checkBeamServers";
import { needed } from "./doctor/needed";
import { definePipeline } from "./job/definePipeline";
import { beamOptions } from "./job/jobOptions";
import { submissionOptions } from "./job/submissionOptions";
import { writeSecret } from "./job/writeSecret";

const CHECK_TIMEOUT_MS = 4_000;

const options = {
  output: {
    schema: path(),
    value: "FILE.jar",
    describe: "the jar to write",
    short: "o",
  },
  ...submissionOptions,
} as const satisfies Options;

runProgram(
  {
    usage: "npm run job:jar --",
    description:
      "Writes the job as one jar, to be started with Flink's web UI (Submit New Job) or REST API, on a Flink with the " +
      "runtime jar on its class path. Only --kafka-connector beam needs the expansion service now. --start holds only for " +
      "partitions that the group has committed no offset of. Kafka's secrets become part of the jar.",
    environmentPrefix: "FRAUD",
    options,
  },
  writeJar,
).then(exitOncePrinted);

async function writeJar(settings: Values<typeof options>): Promise<void> {
  if (typeof settings.start === "number") {
    throw new UserError("--start: found a time, expected earliest, latest or committed: a jar may start at any time");
  }
  if (settings.kafkaConnector === "beam") {
    await needed(checkExpansionService(settings.expansionService, CHECK_TIMEOUT_MS));
  }
  const pipeline = await pipelineProto(definePipeline(settings, settings.start === "latest" ? "latest" : "earliest"));
  const jar = jobJarFile(withWorkersFrom(settings.workerPool, pipeline), {
    ...beamOptions(settings),
    // Beam's name for the Flink that runs the jar.
    flinkMaster: "[auto]",
  });
  writeSecret(settings.output, jar);
  process.stdout.write(`${resolve(settings.output)} (${Math.ceil(jar.length / 1024)} KiB)\n`);
}
