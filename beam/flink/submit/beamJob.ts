import "../../load"; // before any of its sub-modules: they import one another in a circle
import { JobMessage_MessageImportance, JobState_Enum } from "apache-beam/proto/beam_job_api";
import type { JobServiceClient } from "apache-beam/proto/beam_job_api.client";
import { rootCause } from "../rest/flinkRest";

/** Why the job server gave the job up, on one line; undefined while it has not. */
export async function failureOf(jobServer: JobServiceClient, jobId: string): Promise<string | undefined> {
  const { state } = await jobServer.getState({ jobId }).response;
  if (state !== JobState_Enum.FAILED) return undefined;
  const errors: string[] = [];
  for await (const { response } of jobServer.getMessageStream({ jobId }).responses) {
    if (response.oneofKind !== "messageResponse") continue;
    const { importance, messageText } = response.messageResponse;
    if (importance >= JobMessage_MessageImportance.JOB_MESSAGE_ERROR) errors.push(messageText);
  }
  return rootCause(errors.at(-1) ?? "the job server gave no reason; see its log");
}
