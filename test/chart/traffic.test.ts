import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { flagName } from "../../config/options";
import type { TruthRecord } from "../../generator/schemes/truth";
import { DEFAULT_RULES } from "../../pipelines/rulesOption";
import { demoRules } from "../../stack/demo/demoRules";
import type { DemoSettings } from "../../stack/demo/options";
import { generatorProgram } from "../../stack/demo/programs";
import type { StackSettings } from "../../stack/settings";

const values = parse(readFileSync("helm/flink-demo/values.yaml", "utf8"));
const chartFlags = Object.entries(values.generator.options)
  .filter(([, value]) => value !== "")
  .map(([name, value]) => `--${flagName(name)}=${value}`);

interface FinalAlert {
  final: boolean;
  origin: string;
  target: string;
  firstTransaction: string;
  windowEnd: string;
  rule?: { id: string };
  transactions: { origin: string; target: string }[];
}

/** Forty minutes of this traffic, and what a detector makes of them. */
function judge(flags: string[], rule: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "traffic-"));
  const [input, truth, output] = ["input", "truth", "output"].map((name) => join(folder, name));
  const run = (program: string, ...rest: string[]) =>
    execFileSync("node", ["-r", "ts-node/register/transpile-only", program, ...rest], { stdio: "ignore" });
  const past = ["--speed", "max", "--start", "2024-01-01T10:00:00Z", "--duration", "40m", "--print", "none"];
  run("generator/main.ts", ...flags, ...past, "--out", input, "--truth", truth);
  run("pipelines/embedded.ts", "--input", input, "--output", output, ...rule);
  const read = <T>(file: string): T[] =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const pairOf = ({ origin, target }: { origin: string; target: string }) => `${origin};${target}`;
  const schemes = read<TruthRecord>(truth);
  const alerts = read<FinalAlert>(output).filter(({ final }) => final);
  const planted = new Set(schemes.flatMap(({ transactions }) => transactions.map(pairOf)));
  const isPlanted = ({ transactions }: FinalAlert) => transactions.some((payment) => planted.has(pairOf(payment)));
  const flagged = new Set(alerts.map(pairOf));
  const minutes = alerts.map((one) => (Date.parse(one.windowEnd) - Date.parse(one.firstTransaction)) / 60_000);
  return {
    payments: readFileSync(input, "utf8").split("\n").length - 1,
    alerts: alerts.length,
    falseAlarms: alerts.filter((alert) => !isPlanted(alert)).length,
    rules: [...new Set(alerts.flatMap(({ rule }) => rule?.id ?? []))].sort(),
    missed: schemes.filter(({ found, transactions }) => found && !flagged.has(pairOf(transactions[0]))).length,
    minutesToFinal: minutes.sort((a, b) => a - b),
  };
}

const [stack, settings] = [
  { host: "127.0.0.1", ports: { kafka: 9092 } },
  { rate: 20, gap: 30_000 },
];
const demoFlags = generatorProgram(stack as StackSettings, settings as DemoSettings).flags;

test.each([
  ["the chart", chartFlags, "1m"],
  ["the demo", demoFlags, "30s"],
])("of %s: alerts are few, for what was planted, and final within minutes", (_name, flags, gap) => {
  const { payments, alerts, falseAlarms, missed, minutesToFinal } = judge(flags, ["--gap", gap]);
  expect(alerts).toBeGreaterThan(15);
  expect(alerts / payments).toBeLessThan(0.005);
  expect(falseAlarms).toBeLessThan(0.1 * alerts);
  expect(missed).toBe(0);
  expect(minutesToFinal[minutesToFinal.length >> 1]).toBeLessThan(5);
  expect(minutesToFinal.at(-1)).toBeLessThan(10);
});

test("of the chart, by the rules that come along: alerts are few and for what was planted", () => {
  const { payments, alerts, falseAlarms, rules } = judge(chartFlags, ["--rules", "default"]);
  expect(rules).toEqual(["large-payment", "slow-structuring", "structuring"]);
  expect(alerts / payments).toBeLessThan(0.01);
  expect(falseAlarms).toBeLessThan(0.1 * alerts);
});

test("of the demo, by its rules: alerts are few and for what was planted, by five rules", () => {
  const file = join(mkdtempSync(join(tmpdir(), "rules-")), "rules.yaml");
  writeFileSync(file, demoRules(readFileSync(DEFAULT_RULES, "utf8"), settings.gap as number));
  const { payments, alerts, falseAlarms, rules } = judge(demoFlags, ["--rules", file]);
  expect(rules).toEqual(["fan-in", "fan-out", "large-payment", "slow-structuring", "structuring"]);
  expect(alerts / payments).toBeLessThan(0.01);
  expect(falseAlarms).toBeLessThan(0.1 * alerts);
});
