import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { statesOfJobs } from "../../beam/flink/rest/statesOfJobs";
import { cancelJob, stopWithSavepoint } from "../../beam/flink/rest/stopJob";
import { createStateReaders } from "../../beam/flink/state/stateReader";
import { stateStamp } from "../job/stateOptions";
import { checkFits } from "../start/checkFits";
import { type PreparedJob, prepareJob } from "../start/prepareJob";
import type { Cluster } from "./cluster";
import type { KeeperSettings } from "./keeperOptions";
import { keeperS3 } from "./keeperS3";
import type { Wanted } from "./observed";
import { observeFlink } from "./observeFlink";

/** The Flink of `settings`, whose job names begin with `--job-name`. */
export function flinkCluster(flink: FlinkRest, settings: KeeperSettings, say: (line: string) => void): Cluster {
  const openStates = createStateReaders(keeperS3(flink, settings, process.env, say));

  async function prepare(wanted: Wanted, from?: string): Promise<PreparedJob> {
    const own = { ...settings, jobName: wanted.name };
    if (from !== undefined) checkFits(from, await openStates().stamp(from), stateStamp(own), say);
    return await prepareJob(own, flink);
  }
  return {
    observe: () => observeFlink(flink, settings, openStates()),
    async check(wanted, from) {
      await prepare(wanted, from);
    },
    async start(wanted, from, origin) {
      const job = await prepare(wanted, from);
      return await job.start(from, { origin, generation: wanted.generation });
    },
    async end(job, how) {
      if (how === "cancel") return await cancelJob(flink, job.id);
      try {
        await stopWithSavepoint(flink, job.id, settings.savepointDir, false);
      } catch (error) {
        // What came after the last checkpoint is read again: no savepoint, and nothing lost.
        const [checkpoint] = await statesOfJobs(flink, [job]);
        if (checkpoint === undefined) throw error;
        say(`${(error as Error).message}; its last checkpoint will do: ${checkpoint.url}`);
        await cancelJob(flink, job.id);
      }
    },
  };
}
