import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../config/readConfig";
import { formatTransaction, type Transaction } from "../../../payment/transaction";
import { type BacktestOptions, backtestOptions } from "../../../pipelines/backtest/options";

/** A folder for files of a test. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), "backtest-"));
}

/** Writes a file of payments, or of any lines. */
export function fileOf(dir: string, name: string, lines: readonly (Transaction | string)[]): string {
  const path = join(dir, name);
  writeFileSync(path, lines.map((line) => `${typeof line === "string" ? line : formatTransaction(line)}\n`).join(""));
  return path;
}

/** Options as the command line gives them. */
export function optionsOf(...argv: string[]): BacktestOptions {
  const program = { usage: "", description: "", environmentPrefix: "BACKTEST", options: backtestOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  return config.values;
}

export const RULES = `parameters: { limit: 10000, small: 500 }
rules:
  - id: parts
    title: Parts that add up
    key: pair
    window: { session: 10m }
    when: total > limit && largest <= limit
  - id: payers
    title: Many payers
    key: target
    window: { session: 6h }
    where: amount >= small
    when: payers >= 3 && total > limit
  - id: twice
    title: Seen twice in a day
    key: origin
    window: { sliding: 24h, every: 6h }
    when: count >= 2 && total > limit
`;
