import { instant } from "../config/instant";
import type { Options, Values } from "../config/options";
import type { Program } from "../config/program";
import { ConfigError } from "../config/readConfig";
import { address, duration, integer, number, oneOf, path, share, text, toggle } from "../config/values";
import { kafkaOptions } from "../kafka/options";
import { amount } from "../payment/amountOption";
import { formatOptions } from "../payment/formats/formatOptions";
import { registryOptions } from "../registry/options";
import { honestProfiles, patternKinds } from "./kindOptions";
import { currencies, range, rate, speed } from "./optionValues";
import { ARRIVALS } from "./traffic/arrivals";
import { writtenFormat } from "./writtenFormat";

const options = {
  ...kafkaOptions,
  brokers: { ...kafkaOptions.brokers, optional: true, describe: "Kafka bootstrap brokers; required without --out" },
  topic: { schema: text(), default: "transactions", value: "NAME", describe: "topic to write payments to" },
  out: {
    schema: path(),
    optional: true,
    value: "FILE|-",
    describe: "write lines to a file or standard output instead",
  },
  ...formatOptions,
  ...registryOptions,
  version: { schema: toggle(), default: "false", describe: "print the version" },

  rate: { schema: rate(), optional: true, value: "N/s|max", describe: "payments by the clock (default 1/s)" },
  waitSec: {
    schema: number({ min: 0 }),
    optional: true,
    value: "SECONDS",
    describe: "pause between payments, where --rate is not given; 0 means --rate max",
    environment: ["GEN_WAIT_SEC"],
  },
  count: { schema: integer({ min: 1 }), optional: true, value: "N", describe: "stop after so many lines" },
  duration: {
    schema: duration({ min: "1ms" }),
    optional: true,
    value: "DURATION",
    describe: "stop after so much simulated time, which is the clock's at --speed 1x",
  },
  start: {
    schema: instant(),
    optional: true,
    value: "TIME",
    describe:
      "time of the first payment (default now); from the past on, --speed max goes to the present and on with it",
  },
  speed: {
    schema: speed(),
    default: "1x",
    value: "FACTORx|max",
    describe: "how much faster than the clock simulated time runs; max: --rate counts simulated seconds, nothing waits",
  },
  seed: { schema: text(), default: "1", value: "TEXT", describe: "the same seed and --start give the same lines" },
  accounts: { schema: integer({ min: 2, max: 1e9 }), default: "10", value: "N", describe: "number of accounts" },
  accountPrefix: { schema: text(), optional: true, value: "TEXT", describe: "put before each account's number" },
  skew: {
    schema: number({ min: 0, max: 5 }),
    default: "0.8",
    value: "EXPONENT",
    describe: "how much busier the busy accounts are; 0: all alike, 1: Zipf's law",
  },
  arrivals: {
    schema: oneOf(ARRIVALS),
    default: "even",
    value: "even|poisson|daily",
    describe:
      "payments at equal intervals, or in bursts and lulls as independent payers make them; daily: also fewer by night (UTC)",
  },
  honest: {
    schema: honestProfiles(),
    default: "ordinary",
    value: "KIND[=SHARE],…|all",
    describe:
      "honest payments that look like schemes: pay-days, shops, rent, market-places, treasury-sweeps, families, refunds, round-amounts, by their share of honest ones; the rest is ordinary",
  },
  amounts: {
    schema: oneOf(["uniform", "log-normal"]),
    default: "uniform",
    value: "uniform|log-normal",
    describe: "of ordinary payments: whole amounts below --limit, or many small and few large",
  },
  amountMedian: {
    schema: amount({ above: 0 }),
    default: "60",
    value: "AMOUNT",
    describe: "half of log-normal amounts are below",
  },
  amountSigma: {
    schema: number({ min: 0, max: 5 }),
    default: "1.1",
    value: "SIGMA",
    describe: "spread of the logarithm of log-normal amounts",
  },

  currencies: {
    schema: currencies(),
    optional: true,
    value: "CODE,CODE=RATE,…",
    describe:
      "currencies that accounts pay in, by what one unit is in units of the first; needs a place, such as --field currency=/currency, or --format avro",
  },

  schemes: { schema: share(), default: "0", value: "SHARE", describe: "share of payments in schemes, in the long run" },
  kinds: {
    schema: patternKinds(),
    default: "quick",
    value: "KIND[=WEIGHT],…|quick|slow|all",
    describe:
      "which schemes, a weight is how often; quick: structuring, slow-structuring, fan-out, fan-in, cycle, single-large, salary; slow: just-below, mixed-structuring, spread-structuring, slow-fan-out, slow-fan-in, pass-through, mixed-pass-through, round-trip, slow-round-trip, round-amounts",
  },
  parts: { schema: range({ min: 2, max: 10_000 }), default: "4..9", value: "N..M", describe: "payments of a scheme" },
  gap: {
    schema: duration({ min: "1s" }),
    default: "10m",
    value: "DURATION",
    describe: "the detector's gap: structuring stays within it, slow structuring outside",
  },
  spread: {
    schema: duration({ min: "1m" }),
    default: "6d",
    value: "DURATION",
    describe: "how long slow schemes take at most",
  },
  limit: {
    schema: amount({ above: 0 }),
    default: "10000",
    value: "AMOUNT",
    describe: "the detector's limit that schemes slip under",
  },
  truth: { schema: path(), optional: true, value: "FILE", describe: "write each planted scheme as a line of JSON" },
  truthTopic: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "write each planted scheme as JSON to this topic, such as transactions-truth",
  },

  late: { schema: share(), default: "0", value: "SHARE", describe: "share of payments sent --late-by too late" },
  lateBy: {
    schema: duration({ min: "1ms" }),
    default: "1h",
    value: "DURATION",
    describe: "how late late ones are; at most 200,000 wait at a time",
  },
  outOfOrder: {
    schema: share(),
    default: "0",
    value: "SHARE",
    describe: "share of payments overtaken by others, up to --out-of-order-by",
  },
  outOfOrderBy: {
    schema: duration({ min: "1ms" }),
    default: "30s",
    value: "DURATION",
    describe: "longest delay of an out-of-order payment",
  },
  duplicates: { schema: share(), default: "0", value: "SHARE", describe: "share of payments sent twice" },
  malformed: {
    schema: share(),
    default: "0",
    value: "SHARE",
    describe: "share of honest payments broken in every way",
  },
  offsets: { schema: share(), default: "0", value: "SHARE", describe: "share of times written in another time zone" },

  print: {
    schema: oneOf(["auto", "all", "none"]),
    default: "auto",
    value: "auto|all|none",
    describe: "print each payment to standard output; auto: up to 10 a second, and not with --out -",
  },
  health: {
    schema: address(),
    optional: true,
    value: "HOST:PORT",
    describe: "serve /healthz, /readyz and /metrics there",
  },
  logLevel: {
    schema: oneOf(["debug", "info", "warn", "error"]),
    default: "info",
    value: "LEVEL",
    describe: "least level of the JSON log on standard error",
  },
} as const satisfies Options;

/** Options and help of the generator. */
export const program: Program<typeof options> = {
  usage: "npm run generator --",
  description: "Makes payments, honest and not, and sends them to Kafka or a file.",
  environmentPrefix: "GENERATOR",
  options,
};

export type GeneratorOptions = Values<typeof options>;

/** Throws `ConfigError` for options that do not go together, or a start that Kafka refuses as after `latestMs`. */
export function checkOptions(values: GeneratorOptions, latestMs: number): void {
  const problems: string[] = [];
  if (values.start !== undefined && values.start > latestMs && values.out === undefined) {
    problems.push(
      `--start: found ${new Date(values.start).toISOString()}, expected at most an hour from now: Kafka refuses records of later times (--out does not)`,
    );
  }
  if (values.brokers === undefined && values.out === undefined) {
    problems.push(
      `--brokers is missing: HOST:PORT of Kafka, or --out FILE|- to do without. Usage: ${program.usage} --brokers HOST:PORT[,…] [options]`,
    );
  }
  if (values.format === "avro") {
    if (values.schemaRegistry === undefined) problems.push("--schema-registry is missing: --format avro needs it");
    if (values.out !== undefined) problems.push("--out: not with --format avro, which only topics hold");
    if (values.field !== undefined)
      problems.push("--field: not with --format avro, whose schema has places of its own");
  }
  if (values.truthTopic !== undefined && values.brokers === undefined) problems.push("--truth-topic: needs --brokers");
  if (values.out !== undefined && values.out !== "-" && values.out === values.truth) {
    problems.push(`--truth: found ${JSON.stringify(values.truth)}, expected another file than --out`);
  }
  if (values.speed === Number.POSITIVE_INFINITY && wantedRate(values) === Number.POSITIVE_INFINITY) {
    problems.push("--rate max: not with --speed max, which needs a rate in simulated time");
  }
  if (values.format !== "lines" && values.offsets > 0) {
    problems.push("--offsets: only with --format lines, whose times may be written so");
  }
  if (values.currencies !== undefined && values.format !== "avro" && values.field?.currency === undefined) {
    problems.push(
      "--currencies: needs a place for them: --field currency=… with --format json or csv, or --format avro",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  if (values.format !== "avro") writtenFormat(values);
}

/** Payments per second by the clock; Infinity for as many as can be. */
export function wantedRate({ rate, waitSec }: Pick<GeneratorOptions, "rate" | "waitSec">): number {
  if (rate !== undefined) return rate;
  return waitSec === undefined ? 1 : 1 / waitSec;
}
