import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { flagName, type Option } from "../../config/options";
import { UserError } from "../../config/runProgram";
import { type SubmissionSettings, submissionOptions } from "../job/submissionOptions";

/** What is no part of the job: where its helpers are, and how it is started when there is none. */
const APART: (keyof SubmissionSettings)[] = [
  "jobName",
  "flink",
  "jobServer",
  "expansionService",
  "checkWorkerPool",
  "start",
  "fromSavepoint",
  "allowNonRestoredState",
];

/**
 * Eight hexadecimal digits that stand for a job: its options, its code and what is in the files that it names, such as
 * passwords. Throws a `UserError` for a file that cannot be read.
 */
export function fingerprint(settings: SubmissionSettings, codeVersion: string): string {
  const names = Object.keys(submissionOptions) as (keyof SubmissionSettings)[];
  const parts = names
    .filter((name) => !APART.includes(name))
    .sort()
    .map((name) => [name, isFile(name) ? digestOf(name, settings[name] as string | undefined) : settings[name]]);
  return digest(JSON.stringify([codeVersion, parts])).slice(0, 8);
}

function isFile(name: keyof SubmissionSettings): boolean {
  return /^FILE\b/.test((submissionOptions[name] as Option<unknown>).value ?? "");
}

function digestOf(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return digest(readFileSync(file));
  } catch (error) {
    throw new UserError(`--${flagName(name)}: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`);
  }
}

function digest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
