import type { Options, Values } from "../../config/options";
import { duration, integer, oneOf, text, toggle } from "../../config/values";
import { submissionOptions } from "../job/submissionOptions";

/** The job that is wanted, and how it is kept. */
export const keeperOptions = {
  ...submissionOptions,
  jobName: {
    ...submissionOptions.jobName,
    describe: "beginning of the job's name in Flink; a fingerprint of options, code and secrets follows",
  },
  fromSavepoint: {
    ...submissionOptions.fromSavepoint,
    describe: "savepoint or checkpoint to start from once; whatever goes on from it is newer and wins from then on",
  },
  savepointDir: {
    schema: text(),
    optional: true,
    value: "DIR",
    describe:
      "where a job that is replaced leaves its savepoint, as the TaskManagers reach it; without it, where the cluster keeps savepoints, else its last checkpoint is used",
  },
  otherState: {
    schema: oneOf(["refuse", "ignore"]),
    default: "refuse",
    value: "WHAT",
    describe:
      "where --gap, --key and the like make the newest state mean something else: refuse leaves all as it is, ignore starts without that state",
  },
  codeVersion: {
    schema: text(),
    optional: true,
    value: "TEXT",
    describe: "version of the code, such as an image tag; without it, a digest of the code itself",
  },
  s3Endpoint: {
    schema: text(),
    optional: true,
    value: "URL",
    describe:
      "where states on s3:// are looked for, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a service account's role (default: Flink's s3.endpoint, else Amazon's)",
  },
  s3Region: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "region of that S3 (default: Flink's s3.endpoint.region, else AWS_REGION, else us-east-1)",
  },
  s3PathStyle: {
    schema: toggle(),
    optional: true,
    describe: "that S3 takes buckets in the path and not in the host's name (default: Flink's s3.path.style.access)",
  },
  interval: {
    schema: duration({ min: "100ms", max: "10m" }),
    default: "5s",
    value: "DURATION",
    describe: "pause between looks at Flink",
  },
  healthHost: {
    schema: text(),
    default: "127.0.0.1",
    value: "HOST",
    describe: "host of /healthz, /readyz and /metrics",
  },
  healthPort: {
    schema: integer({ max: 65_535 }),
    default: "5557",
    value: "PORT",
    describe: "port of /healthz, /readyz and /metrics",
  },
  logLevel: {
    schema: oneOf(["debug", "info", "warn", "error"]),
    default: "info",
    value: "LEVEL",
    describe: "least level of the JSON log on standard error",
  },
} as const satisfies Options;

export type KeeperSettings = Values<typeof keeperOptions>;
