import { readConfig } from "../../config/readConfig";
import { type SubmissionSettings, submissionOptions } from "../../pipelines/job/submissionOptions";

/** What a job's options are as a command line gives them. */
export function submissionSettings(...argv: string[]): SubmissionSettings {
  const program = { usage: "", description: "", environmentPrefix: "T", options: submissionOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  return config.values;
}
