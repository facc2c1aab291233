import { z } from "zod";
import type { Options, Values } from "../../config/options";
import { duration, integer, oneOf, path } from "../../config/values";
import { formatOptions } from "../../payment/formats/formatOptions";
import { readerSchemaOption, registryOptions } from "../../registry/options";
import { detectorOptions } from "../detectorOptions";
import { rulesOption } from "../rulesOption";
import { topicRunOptions } from "./onFlink/topicRunOptions";

const sweeps = z.union([z.string().transform((text) => [text]), z.array(z.string())], {
  error: "RULE.PARAMETER=FROM..TO/STEP",
});

export const backtestOptions = {
  input: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "archive of payments, one a line, in order of time",
  },
  rules: {
    ...rulesOption,
    optional: undefined,
    default: "default",
    describe: "the rules that are tried, as YAML (docs/rules.md)",
  },
  against: {
    ...rulesOption,
    describe: "other rules that they are held against, such as those of today: what is gained, lost and changed",
  },
  truth: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe:
      "what is known of the payments: the generator's truth as JSON lines, or a .csv of payments with their kind",
  },
  labels: {
    schema: oneOf(["complete", "partial"]),
    optional: true,
    value: "complete|partial",
    describe:
      "whether payments that --truth does not name are honest, or nobody knows (default: complete for JSON lines, partial for CSV and without --truth)",
  },
  reviews: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "what people decided about alerts, JSON lines with alert and outcome, confirmed or dismissed",
  },
  sweep: {
    schema: sweeps,
    optional: true,
    repeats: true,
    value: "RULE.PARAM=FROM..TO/STEP",
    describe: "also try other values of a parameter of one rule, or a list of them; twice for a map of two parameters",
  },
  out: { schema: path(), default: "backtest", value: "DIR", describe: "where report.html and report.json go" },
  seed: {
    schema: integer({ max: 2 ** 31 - 1 }),
    default: "1",
    value: "N",
    describe:
      "of the samples that the ranges of figures are made of: the same seed gives the same files, byte for byte",
  },
  disorder: {
    schema: duration({ max: "365d" }),
    default: "1h",
    value: "DURATION",
    describe: "how far a payment may lie behind one that comes before it in the archive; more ends the run",
  },
  ...formatOptions,
  ...registryOptions,
  ...readerSchemaOption,
  maxEvidence: detectorOptions.maxEvidence,
  duplicatesWithin: detectorOptions.duplicatesWithin,
  maxFutureSkew: detectorOptions.maxFutureSkew,
  maxRecordBytes: detectorOptions.maxRecordBytes,
  ...topicRunOptions,
} as const satisfies Options;

export type BacktestOptions = Values<typeof backtestOptions>;
