import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { instant } from "../config/instant";
import type { Options, Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { number, path } from "../config/values";
import { type AmlsimNode, type AmlsimPayment, fromAmlsim } from "./backtest/amlsim";

const options = {
  from: { schema: path(), value: "DIR", describe: "folder with AMLSim's transactions.csv and nodes.csv" },
  out: { schema: path(), value: "DIR", describe: "where payments.txt and truth.jsonl go" },
  factor: {
    schema: number({ min: 0.01, max: 1e6 }),
    default: "20",
    value: "N",
    describe: "what amounts are multiplied by: AMLSim's are about a twentieth of those that rules are made for",
  },
  start: { schema: instant(), default: "2026-01-05T00:00:00Z", value: "TIME", describe: "midnight of AMLSim's day 1" },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run backtest:import-amlsim --",
    description: "Makes an archive of payments and the truth about it of AMLSim's files, for `npm run backtest`.",
    environmentPrefix: "AMLSIM",
    options,
  },
  async ({ from, out, factor, start }: Values<typeof options>) => {
    const payments = rowsOf<AmlsimPayment>(join(from, "transactions.csv"), [
      "sourceNodeId",
      "targetNodeId",
      "value",
      "time",
    ]);
    const nodes = rowsOf<AmlsimNode>(join(from, "nodes.csv"), ["nodeid", "isFraud", "fraudStep"]);
    const made = fromAmlsim(payments, nodes, { factor, startMs: start });
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "payments.txt"), `${made.payments.join("\n")}\n`);
    writeFileSync(join(out, "truth.jsonl"), `${made.truth.join("\n")}\n`);
    process.stdout.write(`${made.payments.length} payments, ${made.truth.length} lines of truth in ${out}\n`);
  },
);

function rowsOf<T>(file: string, columns: string[]): T[] {
  try {
    const rows: T[] = parse(readFileSync(file), { bom: true, columns: true, skip_empty_lines: true, trim: true });
    const missing = columns.find((name) => !Object.hasOwn(rows[0] ?? {}, name));
    if (missing === undefined) return rows;
    throw new UserError(`--from: ${file} has no column ${missing}, expected ${columns.join(", ")}`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--from: cannot read ${file}: ${(error as Error).message}`);
  }
}
