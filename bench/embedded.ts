import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { integer } from "../config/values";
import { createAccounts } from "../generator/traffic/accounts";
import { logNormalAmounts } from "../generator/traffic/amounts";
import { honestPayments } from "../generator/traffic/honestPayments";
import { createRandom } from "../generator/traffic/random";
import { formatTransaction } from "../payment/transaction";
import { type Cost, measure } from "./embedded/measure";

const options = {
  lines: { schema: integer({ min: 1_000 }), default: "1000000", value: "N", describe: "payments per workload" },
  runs: {
    schema: integer({ min: 1 }),
    default: "3",
    value: "N",
    describe: "runs of each, alternating; the median is shown",
  },
} as const satisfies Options;

/** Accounts decide how often a pair meets again, and so how long its sessions are. */
const WORKLOADS = [
  { name: "many short sessions", accounts: 2_000 },
  { name: "long sessions", accounts: 50 },
];
const GAP_MS = 600_000;
const DAY_MS = 86_400_000;
/** As `npm start` is run. */
const NODE = ["--max-semi-space-size=16", "-r", "ts-node/register"];
/** The rule of the options, as a set of rules. */
const ONE_RULE = JSON.stringify({
  rules: [
    { id: "sums", title: "Sums above the limit", key: "pair", window: { session: "10m" }, when: "total > 10000" },
  ],
});

runProgram(
  {
    usage: "npm run bench:embedded --",
    description: "Measures `npm start -- --input FILE` beside a plain loop that reads, parses and sums in one thread.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
);

async function main({ lines, runs }: Values<typeof options>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-embedded-"));
  try {
    console.log(`${lines.toLocaleString("en-US")} payments a workload, median of ${runs} runs, ${cpus()[0].model}`);
    console.log("workload              what        CPU s   wall s   lines/s of wall   peak MB   CPU of the loop's");
    const rules = join(folder, "one-rule.yaml");
    writeFileSync(rules, ONE_RULE);
    const detections = {
      options: ["--gap", "10m"],
      "one rule": ["--rules", rules],
      "nine rules": ["--rules", "default"],
    };
    for (const { name, accounts } of WORKLOADS) {
      const file = join(folder, "payments.txt");
      writePayments(file, lines, accounts);
      const loop: Cost[] = [];
      const costs = new Map<string, Cost[]>(Object.keys(detections).map((what) => [what, []]));
      for (let run = 0; run < runs; run++) {
        loop.push(await measure(process.execPath, [...NODE, "bench/embedded/plainLoop.ts", file, String(GAP_MS)]));
        for (const [what, detection] of Object.entries(detections)) {
          const files = ["--input", file, "--output", join(folder, "alerts.jsonl")];
          const cost = await measure(process.execPath, [...NODE, "pipelines/embedded.ts", ...files, ...detection]);
          costs.get(what)?.push(cost);
          if (what !== "nine rules") checkSame(cost, loop[run]);
        }
      }
      console.log(row(name, "plain loop", median(loop), lines));
      for (const [what, some] of costs) {
        const ratio = median(some).cpuSeconds / median(loop).cpuSeconds;
        console.log(`${row("", what, median(some), lines)}${ratio.toFixed(2).padStart(20)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writePayments(file: string, count: number, accounts: number): void {
  const payments = honestPayments(createRandom("bench", "honest"), {
    startMs: Date.UTC(2026, 0, 5),
    intervalMs: DAY_MS / count,
    arrivals: "poisson",
    accounts: createAccounts({ count: accounts, skew: 0.8 }),
    drawAmount: logNormalAmounts(6_000, 1.1),
  });
  const lines: string[] = [];
  for (const { transaction } of payments) {
    lines.push(formatTransaction(transaction));
    if (lines.length === count) break;
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** A figure counts only when both found the same number of alerts. */
function checkSame(detection: Cost, loop: Cost): void {
  const found = /Alerts\s+([\d,]+)/.exec(detection.output)?.[1].replaceAll(",", "");
  if (found !== loop.output.trim())
    throw new Error(`npm start found ${found} alerts, the plain loop ${loop.output.trim()}`);
}

function median(costs: Cost[]): Cost {
  return costs.toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(costs.length / 2)];
}

function row(workload: string, what: string, { cpuSeconds, wallSeconds, peakMegabytes }: Cost, lines: number): string {
  const figures = [
    cpuSeconds.toFixed(1).padStart(8),
    wallSeconds.toFixed(1).padStart(8),
    Math.round(lines / wallSeconds)
      .toLocaleString("en-US")
      .padStart(18),
    peakMegabytes.toFixed(0).padStart(10),
  ];
  return `${workload.padEnd(22)}${what.padEnd(11)}${figures.join("")}`;
}
