import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram, UserError } from "../config/runProgram";
import { type BacktestOptions, backtestOptions } from "./backtest/options";
import { reportPage } from "./backtest/report/reportPage";
import { runBacktest } from "./backtest/runBacktest";
import { terminalText } from "./backtest/terminalText";
import { print } from "./embedded/outputs";
import { progressOn } from "./embedded/progress";

runProgram(
  {
    usage: "npm run backtest --",
    description:
      "Runs rules over an archive of payments, lines `timestamp;origin;target;amount`, and tells what they find, whom they\n" +
      "bother, and what a change would do. Writes report.html and report.json (docs/backtest.md).",
    environmentPrefix: "BACKTEST",
    options: backtestOptions,
  },
  main,
);

async function main(options: BacktestOptions): Promise<void> {
  const progress = progressOn(process.stderr);
  const backtest = await runBacktest(options, progress.tell).finally(progress.clear);
  const files = {
    "report.html": reportPage(backtest),
    "report.json": `${JSON.stringify(backtest, undefined, 1)}\n`,
  };
  write(options.out, files);
  const written = Object.keys(files).map((name) => join(options.out, name));
  print(`${terminalText(backtest)}\n\nWritten: ${written.join(", ")}`);
}

function write(folder: string, files: Record<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  } catch (error) {
    throw new UserError(`--out: cannot write to ${JSON.stringify(folder)}: ${(error as Error).message}`);
  }
}
