import { jobPage } from "../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { runProgram } from "../config/runProgram";
import { stateStamp } from "./job/stateOptions";
import { type SubmissionSettings, submissionOptions } from "./job/submissionOptions";
import { checkFits } from "./start/checkFits";
import { prepareJob } from "./start/prepareJob";

runProgram(
  {
    usage: "npm run submit --",
    description: "Starts the detection as a Flink job, from Kafka to Kafka, and returns once it runs.",
    environmentPrefix: "FRAUD",
    options: submissionOptions,
  },
  submit,
).then(() => process.exit());

async function submit(settings: SubmissionSettings): Promise<void> {
  const { fromSavepoint } = settings;
  if (fromSavepoint !== undefined) {
    checkFits(fromSavepoint, stateStamp(settings), (line) => process.stderr.write(`${line}\n`));
  }
  const flink = createFlinkRest(settings.flink, "--flink");
  const job = await prepareJob(settings, flink);
  const id = await job.start(fromSavepoint);
  process.stdout.write(`${id}\n${jobPage(flink, id)}\n`);
}
