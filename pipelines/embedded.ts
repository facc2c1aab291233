import { availableParallelism } from "node:os";
import type { Options, Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { runProgram } from "../config/runProgram";
import { duration, integer, path, text } from "../config/values";
import { simulatedDay } from "../generator/simulatedDay";
import { mappingText, understoodText } from "../payment/formats/describeFormat";
import { formatOptions, inputFormat } from "../payment/formats/formatOptions";
import type { Transaction } from "../payment/transaction";
import { alertText } from "../transforms/alertText";
import { deadLetterJson } from "../transforms/deadLetterJson";
import { type DeadLetter, isDeadLetter } from "../transforms/recordParser";
import { detectionSettings, detectorOptions, ONE_RULE_OPTIONS, ruleSetSettings } from "./detectorOptions";
import { duplicatesSettings } from "./duplicatesOption";
import { detectInAnyOrder } from "./embedded/detectInAnyOrder";
import { detectInText } from "./embedded/detectInText";
import { checkDifferentFiles } from "./embedded/differentFiles";
import type { FileRun } from "./embedded/fileRun";
import type { Found } from "./embedded/found";
import { openJsonLines, print } from "./embedded/outputs";
import { plantedText } from "./embedded/planted";
import { progressOn } from "./embedded/progress";
import { summaryText } from "./embedded/summary";
import type { RuleSetSettings } from "./judgeByRules";
import type { DetectionSettings } from "./oneRule";
import { ratesFor } from "./ratesFor";
import { rulesHistoryOption, withHistory } from "./rulesHistoryOption";
import { DEFAULT_RULES, readRules } from "./rulesOption";

/** A fixed day, so that each run prints the same. */
const SIMULATED_DAY_MS = Date.UTC(2026, 0, 5);

const options = {
  input: {
    schema: path(),
    optional: true,
    value: "FILE|-",
    describe: "transactions, one a line; without it, a simulated day",
  },
  output: {
    schema: path(),
    optional: true,
    value: "FILE|-",
    describe: "write the alerts as JSON lines instead of showing them",
  },
  deadLetters: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "write the lines that are no transactions as JSON lines",
  },
  disorder: {
    schema: duration({ max: "3650d" }),
    optional: true,
    value: "DURATION",
    describe:
      "how much later than the newest one a payment may come: what has ended by then is judged and let go of (default 1h); a file with more is read again, standard input waits for its end unless this is given",
  },
  workers: {
    schema: integer({ min: 1, max: 256 }),
    optional: true,
    value: "N",
    describe: "threads that share the accounts of a large file (default one a core)",
  },
  rulesHistory: rulesHistoryOption,
  seed: { schema: text(), default: "1", value: "SEED", describe: "seed of the simulated day" },
  ...formatOptions,
  ...detectorOptions,
} as const satisfies Options;

runProgram(
  {
    usage: "npm start --",
    description:
      "Finds structuring in a file of payments, lines `timestamp;origin;target;amount` or what --format says, in this process.\n" +
      "Without --input it makes a simulated day with planted schemes and tells which of them it found.",
    environmentPrefix: "FRAUD",
    options,
  },
  main,
);

async function main(given: Values<typeof options>, _: string[], names: ReadonlySet<string>): Promise<void> {
  const isOneRule = ONE_RULE_OPTIONS.some((name) => names.has(name));
  const isWithoutFile = isOneRule || given.rulesHistory !== undefined;
  const values = { ...given, rules: given.rules ?? (isWithoutFile ? undefined : DEFAULT_RULES) };
  const detection = settingsOf(values);
  const rates = ratesFor(values, "rules" in detection ? detection.rules : undefined);
  const format = inputFormat(values, { headers: true, rates });
  const settings = { ...detection, format, ...duplicatesSettings(values.duplicatesWithin, format) };
  if (values.input === undefined && format.format !== "lines") {
    throw new ConfigError([`--format: found ${format.format}, expected --input with it: the simulated day has lines`]);
  }
  checkDifferentFiles({ "--input": values.input, "--output": values.output, "--dead-letters": values.deadLetters });
  const rich = "rules" in settings;
  const day =
    values.input === undefined ? simulatedDay({ seed: values.seed, startMs: SIMULATED_DAY_MS, rich }) : undefined;
  const output = values.output === undefined ? undefined : openJsonLines("--output", values.output);
  const deadLetters =
    values.deadLetters === undefined ? undefined : openJsonLines("--dead-letters", values.deadLetters);
  const started = performance.now();
  const onDeadLetter = (deadLetter: DeadLetter) =>
    deadLetters?.write(deadLetterJson(deadLetter, Number.MAX_SAFE_INTEGER));
  const tell = (text: string) => print(text, values.output === "-" ? 2 : 1);
  if (format.format !== "lines") tell(`Reads ${mappingText(format)}`);
  const onFirst = (first: Transaction | DeadLetter) => tell(firstText(first));
  const found = day
    ? detectInText(day.lines, settings, onDeadLetter)
    : await detectInput({ ...values, input: values.input as string }, settings, { onDeadLetter, onFirst });
  const seconds = (performance.now() - started) / 1000;
  deadLetters?.close();
  for (const alert of found.alerts) {
    if (output) output.write(alert);
    else print(alertText(alert));
  }
  output?.close();
  const summary = [
    summaryText(found, !rich && values.window === "session" ? "Sessions" : "Windows", seconds),
    ...(day ? [plantedText(day.schemes, found.alerts, settings)] : []),
  ];
  tell(`${found.alerts.length > 0 && !output ? "\n" : ""}${summary.join("\n")}`);
}

function firstText(first: Transaction | DeadLetter): string {
  if (isDeadLetter(first)) return `The first record is no payment, ${first.reason}: ${first.detail}\n`;
  return `The first record as it is understood: ${understoodText(first)}\n`;
}

function settingsOf(values: Values<typeof options>): DetectionSettings | RuleSetSettings {
  const { rulesHistory: file, maxEvidence } = values;
  if (file === undefined) return detectionSettings(values);
  const first = values.rules === undefined ? undefined : readRules(values.rules, maxEvidence);
  return ruleSetSettings(
    values,
    withHistory(first, file, maxEvidence, (line) => print(line, 2)),
  );
}

async function detectInput(
  { input: path, disorder: disorderMs, workers }: { input: string; disorder?: number; workers?: number },
  settings: DetectionSettings | RuleSetSettings,
  hearers: Pick<FileRun, "onDeadLetter" | "onFirst">,
): Promise<Found> {
  const progress = progressOn(process.stderr);
  const run = { path, settings, disorderMs, ...hearers, onProgress: progress.tell };
  try {
    return await detectInAnyOrder({ ...run, workers: workers ?? availableParallelism() }, (line) => {
      progress.clear();
      print(line, 2);
    });
  } finally {
    progress.clear();
  }
}
