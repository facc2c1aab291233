// Fills docs/detection.md: the default rules on traffic and on a set by others that they were not tuned on.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Options, Values } from "../config/options";
import { readConfig } from "../config/readConfig";
import { runProgram } from "../config/runProgram";
import { path } from "../config/values";
import { backtestOptions } from "../pipelines/backtest/options";
import { reportPage } from "../pipelines/backtest/report/reportPage";
import { runBacktest } from "../pipelines/backtest/runBacktest";
import { detectionSection } from "./detection/sections";
import { fillSections } from "./report/fillSections";

/** On which no rule was tuned. */
const SEEDS = ["31", "32", "33"];
const TRAFFIC =
  "--rate 278/h --accounts 7000 --amounts log-normal --arrivals daily --honest all --schemes 0.1% --kinds all --duration 30d --speed max --start 2026-01-05T00:00:00Z";

const root = join(__dirname, "..");
const page = join(root, "docs/detection.md");

const options = {
  amlsim: {
    schema: path(),
    optional: true,
    value: "DIR",
    describe: "folder of AMLSim's files; without it that section stays as it is",
  },
  reports: {
    schema: path(),
    optional: true,
    value: "DIR",
    describe: "also keep the reports, to look at what was missed",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run detection --",
    description: "Measures the default rules on traffic that they were not tuned on, and writes docs/detection.md.",
    environmentPrefix: "DETECTION",
    options,
  },
  main,
);

async function main({ amlsim, reports }: Values<typeof options>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "detection-"));
  try {
    const runs = [];
    for (const seed of SEEDS) {
      const [out, truth] = [join(folder, `payments-${seed}.txt`), join(folder, `truth-${seed}.jsonl`)];
      node("generator/main.ts", ...TRAFFIC.split(" "), "--seed", seed, "--out", out, "--truth", truth);
      runs.push({ name: `seed ${seed}`, backtest: await backtest(`seed-${seed}`, out, truth, reports) });
    }
    const sections: Record<string, string> = { generator: detectionSection(runs) };
    if (amlsim !== undefined) {
      node("pipelines/importAmlsim.ts", "--from", amlsim, "--out", folder);
      const found = await backtest("amlsim", join(folder, "payments.txt"), join(folder, "truth.jsonl"), reports);
      sections.amlsim = detectionSection([{ name: "AMLSim", backtest: found }]);
    }
    writeFileSync(page, fillSections(readFileSync(page, "utf8"), sections));
    process.stdout.write("docs/detection.md written\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(file: string, ...args: string[]): void {
  process.stdout.write(`${file} ${args.join(" ")}\n`);
  execFileSync(process.execPath, ["-r", "ts-node/register", join(root, file), ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function backtest(name: string, input: string, truth: string, reports: string | undefined) {
  process.stdout.write(`pipelines/backtest.ts --input ${input} --truth ${truth}\n`);
  const program = { usage: "", description: "", environmentPrefix: "BACKTEST", options: backtestOptions };
  const config = readConfig(program, { argv: ["--input", input, "--truth", truth], environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  const found = await runBacktest(config.values);
  if (reports !== undefined) {
    mkdirSync(reports, { recursive: true });
    writeFileSync(join(reports, `${name}.html`), reportPage(found));
    writeFileSync(join(reports, `${name}.json`), JSON.stringify(found, undefined, 1));
  }
  return found;
}
