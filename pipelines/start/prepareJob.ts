import { clusterSetting, listJobs } from "../../beam/flink/rest/flinkJobs";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { findNewJob } from "../../beam/flink/rest/waitUntilRunning";
import { pipelineProto } from "../../beam/flink/submit/pipelineProto";
import { submitPipeline } from "../../beam/flink/submit/submitPipeline";
import { checkExpansionService, checkJobServer, checkWorkerPool } from "../doctor/checkBeamServers";
import { needed } from "../doctor/needed";
import { definePipeline } from "../job/definePipeline";
import { beamOptions } from "../job/jobOptions";
import { type Marks, stateStamp } from "../job/stateOptions";
import type { SubmissionSettings } from "../job/submissionOptions";
import { checkTopicsOf, findStart } from "./startPlace";

const CHECK_TIMEOUT_MS = 4_000;
const APPEAR_TIMEOUT_MS = 120_000;

/** A job of which options, servers, topics and pipeline have been found right. */
export interface PreparedJob {
  /** Starts it from a savepoint or checkpoint, or anew; resolves with its id once Flink has it. */
  start(state?: string, marks?: Marks): Promise<string>;
}

/**
 * Looks at all that can be looked at before a job is started: nothing has changed anywhere when this rejects. Throws
 * `UserError` and `ConfigError`.
 */
export async function prepareJob(settings: SubmissionSettings, flink: FlinkRest): Promise<PreparedJob> {
  const expands = settings.kafkaConnector === "beam";
  definePipeline(settings, "earliest");
  const checkpointDir = await clusterSetting(flink, "state.checkpoints.dir", "execution.checkpointing.dir");
  beamOptions(settings, checkpointDir);
  await Promise.all([
    needed(checkJobServer(settings.jobServer, CHECK_TIMEOUT_MS)),
    expands && needed(checkExpansionService(settings.expansionService, CHECK_TIMEOUT_MS)),
    settings.checkWorkerPool && needed(checkWorkerPool(settings.workerPool, CHECK_TIMEOUT_MS)),
    checkTopicsOf(settings),
  ]);
  await pipelineProto(definePipeline(settings, "earliest"));

  return {
    async start(state, marks) {
      const known = new Set((await listJobs(flink)).map(({ id }) => id));
      // A savepoint knows where it stopped.
      const place = state === undefined ? await findStart(settings) : undefined;
      const pipeline = definePipeline(settings, "earliest", { startOffsets: place?.offsets, marks });
      try {
        const failure = await submitPipeline(pipeline, {
          jobServer: settings.jobServer,
          workerPool: settings.workerPool,
          options: {
            ...beamOptions({ ...settings, fromSavepoint: state }, checkpointDir),
            flinkMaster: new URL(settings.flink).host,
            // Unknown to Beam, and so among what Flink tells of the job.
            stateStamp: JSON.stringify(stateStamp(settings, marks)),
          },
        });
        return (await findNewJob(flink, settings.jobName, known, APPEAR_TIMEOUT_MS, failure)).id;
      } catch (error) {
        await place?.undo();
        throw error;
      }
    },
  };
}
