import { jobPage } from "../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { waitUntilRunning } from "../beam/flink/rest/waitUntilRunning";
import { readStamp } from "../beam/flink/state/savedStates";
import { exitOncePrinted, runProgram } from "../config/runProgram";
import { stateStamp } from "./job/stateOptions";
import { type SubmissionSettings, submissionOptions } from "./job/submissionOptions";
import { checkFits } from "./start/checkFits";
import { prepareJob } from "./start/prepareJob";

const START_TIMEOUT_MS = 120_000;

runProgram(
  {
    usage: "npm run submit --",
    description: "Starts the detection as a Flink job, from Kafka to Kafka, and returns once it runs.",
    environmentPrefix: "FRAUD",
    options: submissionOptions,
  },
  submit,
).then(exitOncePrinted);

async function submit(settings: SubmissionSettings): Promise<void> {
  const { fromSavepoint } = settings;
  if (fromSavepoint !== undefined) {
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    checkFits(fromSavepoint, readStamp(fromSavepoint), stateStamp(settings), say);
  }
  const flink = createFlinkRest(settings.flink, "--flink");
  const job = await prepareJob(settings, flink);
  const id = await job.start(fromSavepoint);
  await waitUntilRunning(flink, id, START_TIMEOUT_MS, `npm run cancel -- ${id}`);
  process.stdout.write(`${id}\n${jobPage(flink, id)}\n`);
}
