import { flagName, type Options, type Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { duration, formatDuration, integer, oneOf, orWord } from "../config/values";
import { amount } from "../payment/amountOption";
import { GROUPINGS } from "../transforms/alert";
import type { RulesText } from "../transforms/rulesText";
import { duplicatesOption } from "./duplicatesOption";
import type { RuleSetSettings } from "./judgeByRules";
import type { DetectionSettings } from "./oneRule";
import { readRules, rulesOption } from "./rulesOption";

/** What is an alert: the same options wherever the pipeline runs. */
export const detectorOptions = {
  rules: rulesOption,
  gap: {
    schema: duration({ min: "1ms", max: "365d" }),
    default: "10m",
    value: "DURATION",
    describe: "pause that ends a session: payments belong together when less than this lies between them",
  },
  threshold: {
    schema: amount(),
    default: "10000",
    value: "AMOUNT",
    describe: "an alert is raised for every sum above this amount",
  },
  window: {
    schema: oneOf(["session", "sliding"]),
    default: "session",
    value: "KIND",
    describe: "sum over sessions, or over sliding windows of fixed length",
  },
  windowSize: {
    schema: duration({ min: "1s", max: "30d" }),
    default: "10m",
    value: "DURATION",
    describe: "length of a sliding window, whole seconds",
  },
  windowEvery: {
    schema: duration({ min: "1s", max: "30d" }),
    default: "2m",
    value: "DURATION",
    describe: "distance between the starts of sliding windows, whole seconds",
  },
  key: {
    schema: oneOf(GROUPINGS),
    default: "pair",
    value: "KEY",
    describe: "sum the payments of each (origin, target) pair, of each origin or of each target",
  },
  maxSession: {
    schema: orWord("off", 0, duration({ min: "1s", max: "365d" })),
    default: "off",
    value: "DURATION",
    describe: "also cut sessions at fixed UTC multiples of this length, so that none grows for ever; off for never",
  },
  maxEvidence: {
    schema: integer({ min: 1, max: 1_000 }),
    default: "100",
    value: "N",
    describe: "payments listed in an alert at most, the earliest; total and count are always whole",
  },
  maxFutureSkew: {
    schema: duration({ max: "3650d" }),
    default: "5m",
    value: "DURATION",
    describe: "a payment further ahead of the clock is a dead letter: it would end everybody's sessions",
  },
  duplicatesWithin: duplicatesOption,
  maxRecordBytes: {
    // Brokers take 1 MB by default.
    schema: integer({ min: 100, max: 900_000 }),
    default: "65536",
    value: "BYTES",
    describe: "a longer record or line is a dead letter, with its size and its first bytes; at most 900000",
  },
} as const satisfies Options;

export type DetectorOptions = Values<typeof detectorOptions>;

interface Streaming {
  early: boolean;
  allowedLatenessMs: number;
  /** The job may be a new attempt at what was read before. */
  restarts: boolean;
}

const ONE_RUN: Streaming = { early: false, allowedLatenessMs: 0, restarts: false };

/** The settings of a detection. Throws `ConfigError` where options do not fit each other, or a rule is none. */
export function detectionSettings(options: DetectorOptions, streaming = ONE_RUN): DetectionSettings | RuleSetSettings {
  if (options.rules === undefined) return oneRuleSettings(options, streaming);
  return ruleSetSettings(options, readRules(options.rules, options.maxEvidence), streaming);
}

/** The settings of a detection by these rules. Throws `ConfigError` where options ask for another one. */
export function ruleSetSettings(options: DetectorOptions, rules: RulesText, streaming = ONE_RUN): RuleSetSettings {
  const problems = besideRules(options);
  if (problems.length > 0) throw new ConfigError(problems);
  const { maxFutureSkew: maxFutureSkewMs, maxRecordBytes } = options;
  return { ...streaming, rules, maxFutureSkewMs, maxRecordBytes };
}

/** Options that make the one rule of a run without `--rules`. */
export const ONE_RULE_OPTIONS = [
  "gap",
  "threshold",
  "window",
  "windowSize",
  "windowEvery",
  "key",
  "maxSession",
] as const;

/** Options of the one rule that say something else than by default, where the rules say it all. */
function besideRules(options: DetectorOptions): string[] {
  return ONE_RULE_OPTIONS.filter(
    (name) => options[name] !== detectorOptions[name].schema.parse(detectorOptions[name].default),
  ).map((name) => `--${flagName(name)}: not with --rules, whose rules have windows, keys and limits of their own`);
}

function oneRuleSettings(options: DetectorOptions, streaming: Streaming): DetectionSettings {
  const problems = conflictsOf(options);
  if (problems.length > 0) throw new ConfigError(problems);
  const { gap, maxSession, windowSize, windowEvery } = options;
  const session = `session with pauses under ${formatDuration(gap)}`;
  const sliding = `window of ${formatDuration(windowSize)}`;
  return {
    grouping: options.key,
    window: {
      kind: options.window,
      gapMs: gap,
      maxSessionMs: maxSession,
      sizeMs: windowSize,
      everyMs: windowEvery,
      allowedLatenessMs: streaming.allowedLatenessMs,
    },
    thresholdCents: options.threshold,
    maxEvidence: options.maxEvidence,
    maxFutureSkewMs: options.maxFutureSkew,
    maxRecordBytes: options.maxRecordBytes,
    windowText: options.window === "session" ? session : sliding,
    early: streaming.early,
  };
}

function conflictsOf({ gap, maxSession, window, windowSize, windowEvery }: DetectorOptions): string[] {
  const problems: string[] = [];
  if (maxSession > 0 && maxSession < gap) {
    problems.push(
      `--max-session: found ${formatDuration(maxSession)}, expected at least the gap, ${formatDuration(gap)}`,
    );
  }
  if (window !== "sliding") return problems;
  for (const [name, ms] of [
    ["size", windowSize],
    ["every", windowEvery],
  ] as const) {
    if (ms % 1000 !== 0) problems.push(`--window-${name}: found ${formatDuration(ms)}, expected whole seconds`);
  }
  if (windowEvery > windowSize) {
    problems.push(
      `--window-every: found ${formatDuration(windowEvery)}, expected at most the window's size, ${formatDuration(windowSize)}`,
    );
  }
  if (windowSize / windowEvery > 1_000) {
    problems.push(
      `--window-every: found ${formatDuration(windowEvery)}, expected at least a thousandth of the size: each payment is in size / every windows`,
    );
  }
  return problems;
}
