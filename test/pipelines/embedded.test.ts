import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, jest, test } from "@jest/globals";

jest.setTimeout(60_000);

const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "embedded-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  /** Exit code; null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Surroundings {
  environment?: Record<string, string>;
  /** Written to standard input piece by piece, with a pause after each. */
  input?: (string | Uint8Array)[];
  /** Stop reading the output after its first piece, as `head` does. */
  closeEarly?: boolean;
  /** What the shell does first. */
  before?: string;
}

/** The command as a user runs it, without npm around it. */
async function run(
  args: string[],
  { environment = {}, input = [], closeEarly = false, before = "" }: Surroundings = {},
): Promise<Run> {
  const program = [process.execPath, "-r", "ts-node/register", "pipelines/embedded.ts"];
  const child = spawn("bash", ["--norc", "-c", `${before} exec "$@"`, "bash", ...program, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
  });
  const output: Run = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
    if (closeEarly) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const closed = once(child, "close");
  for (const piece of input) {
    child.stdin.write(piece);
    await pause(20);
  }
  child.stdin.end();
  [output.code] = await closed;
  expect(output.stderr).not.toMatch(/^ +at /m);
  return output;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const jsonLines = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const ALERT = "2026-03-02T09:00:00Z;a;b;20000";

test("without options, the same simulated day each time, rule by rule, and all its structuring schemes are found", async () => {
  const [one, other] = await Promise.all([run([]), run([])]);
  expect(one).toMatchObject({ code: 0, stderr: "" });
  expect(one.stdout).toMatch(
    /^structuring, high: .*\nDetected Fraud: TransactionAggregate \{startTimestamp=\d+, endTimestamp=\d+, totalAmount=/m,
  );
  // Planted, found, missed.
  expect(one.stdout).toMatch(/^structuring +(\d+) +\1 +0 /m);
  expect(one.stdout).toMatch(/^large-payment +(\d+) +\1 +0 /m);
  const planted = [...one.stdout.matchAll(/^[a-z-]+ +(\d+) +\d+ +\d+ +\d+ +\d+ +\d+$/gm)].map(([, count]) =>
    Number(count),
  );
  expect(planted).toHaveLength(9);
  expect(Math.min(...planted)).toBeGreaterThan(0);
  expect(one.stdout).toMatch(/^Dead letters +\d+$/m);
  const withoutTime = ({ stdout }: Run) => stdout.replace(/^Took .*$/m, "");
  expect(withoutTime(other)).toBe(withoutTime(one));
});

test("bad lines of all kinds are dead letters with their numbers, and no good line is lost", async () => {
  const long = `2026-03-02T09:00:00Z;${"x".repeat(10_000_000)};b;1`;
  const input = file(
    "bad.txt",
    Buffer.concat([
      Buffer.from(`\ufeff${ALERT}\r\n`),
      Buffer.from("2026-03-02T09:01:00Z;a\0;b;1\n"),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from(`${long}\n\n2026-03-02T09:02:00Z;a;b;0.001\r\n`),
      // No line end at the end.
      Buffer.from("2026-03-02T09:03:00Z;a;b;1"),
    ]),
  );
  const [output, deadLetters] = [join(folder, "alerts.jsonl"), join(folder, "dead.jsonl")];
  const { code, stdout, stderr } = await run(["--input", input, "--output", output, "--dead-letters", deadLetters]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Transactions read +2\nDead letters +5\n/);
  expect(jsonLines(output)).toMatchObject([{ totalAmount: "20001", count: 2, timing: "ON_TIME" }]);
  expect(jsonLines(deadLetters).map(({ line, reason, encoding }) => `${line} ${reason} ${encoding}`)).toEqual([
    "2 nul-character utf8",
    "3 invalid-utf8 base64",
    "4 too-large utf8",
    "5 field-count utf8",
    "6 bad-amount utf8",
  ]);
  expect(jsonLines(deadLetters)[2]).toMatchObject({ raw: long.slice(0, 1_024), rawBytes: long.length });
});

describe("standard input", () => {
  test("may come slowly, and in pieces that cut characters", async () => {
    const bytes = Buffer.from(`\ufeff2026-03-02T09:00:00Z;Zoë;b;20000\n2026-03-02T09:01:00Z;Zoë;b;1`);
    const input = [bytes.subarray(0, 1), bytes.subarray(1, 27), bytes.subarray(27, 40), bytes.subarray(40)];
    const { code, stdout } = await run(["--input", "-"], { input });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "totalAmount=20001:\nTransaction{timestamp=1772442000000, origin=Zoë, target='b', amount=20000}",
    );
  });
});

test("a reader that has seen enough ends the run in peace", async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `2026-03-02T09:00:00Z;a${i};b;20000\n`);
  const { code, stdout, stderr } = await run(["--input", file("many.txt", many.join(""))], { closeEarly: true });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^large-payment, low: .*\nDetected Fraud/);
});

test("a reader of dead letters that has seen enough costs the file of alerts nothing", async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `2026-03-02T09:00:00Z;a${i};b;20000\n${"wrong ".repeat(20)}\n`);
  const output = join(folder, "all-alerts.jsonl");
  const args = ["--input", file("half-wrong.txt", many.join("")), "--dead-letters", "-", "--output", output];
  const { code, stderr } = await run(args, { closeEarly: true });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(readFileSync(output, "utf8").trimEnd().split("\n")).toHaveLength(5_000);
});

test("a disk that is full leaves whole lines", async () => {
  const many = Array.from({ length: 1_000 }, (_, i) => `2026-03-02T09:00:00Z;a${i};b;20000\n`);
  const output = join(folder, "cut.jsonl");
  // A file of at most 100 KiB stands for a full disk: both write what still fits. Caches of the tools are no matter here.
  const args = ["--input", file("a-thousand.txt", many.join("")), "--output", output];
  const { code, stderr } = await run(args, { before: "ulimit -f 100; export DISABLE_V8_COMPILE_CACHE=1;" });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: --output: cannot write.*\n$/) });
  const lines = readFileSync(output, "utf8").split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) JSON.parse(line);
});

test("options of the one rule make it, in the text of the first version", async () => {
  const input = file("one.txt", `${ALERT}\n`);
  for (const option of [
    ["--gap", "10m"],
    ["--threshold", "10000"],
    ["--key", "pair"],
    ["--window", "session"],
  ]) {
    const { code, stdout } = await run(["--input", input, ...option]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Detected Fraud: TransactionAggregate \{startTimestamp=1772442000000, endTimestamp=1772442600000, totalAmount=20000:\nTransaction\{timestamp=1772442000000, origin=a, target='b', amount=20000\}\}\n/,
    );
  }
});

test("the one rule's day tells kind by kind", async () => {
  const { code, stdout } = await run(["--threshold", "10000"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Detected Fraud/);
  expect(stdout).toMatch(/^ {4}structuring +(\d+) of \1$/m);
  expect(stdout).toMatch(/^ {4}single-large +(\d+) of \1$/m);
});

test("rules of a file raise the alerts, each with a line that says which and why", async () => {
  const rules = file(
    "own.yaml",
    'rules: [{ id: any, title: "Any \\e[31m payment", severity: critical, key: target, window: { calendar: 1d }, when: count >= 1 }]',
  );
  const { code, stdout } = await run(["--input", file("one.txt", `${ALERT}\n`), "--rules", rules]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^any, critical: Any \\u001b\[31m payment: 1 payment to b in one day: count 1, at least 1\.\nDetected Fraud/,
  );
});

test("payments in currencies are converted by the versions of rates in a history, after those of the file", async () => {
  const any = { title: "any", key: "target", window: { calendar: "1d" }, when: "count >= 1" };
  const rules = { rules: [{ id: "any", ...any }], rates: { base: "EUR", USD: "0.9" } };
  const ratesFrom = (version: number, effectiveFrom: string, rates: object) =>
    JSON.stringify({ id: "rates", version, effectiveFrom, rates });
  const history = [
    ratesFrom(2, "2026-03-02T09:30:00Z", { base: "EUR", USD: "0.8" }),
    ratesFrom(3, "2026-03-02T09:40:00Z", { base: "USD", EUR: "1.1" }),
  ];
  const paid = ["09:29:59.999", "09:30:00", "09:50:00"].map((time, i) =>
    JSON.stringify({ t: `2026-03-02T${time}Z`, from: "a", to: "b", amount: "10", ccy: i < 2 ? "USD" : "JPY" }),
  );
  const fields = ["timestamp=/t", "origin=/from", "target=/to", "currency=/ccy"];
  const output = join(folder, "converted.jsonl");
  const { code, stderr } = await run([
    ...["--input", file("paid.jsonl", `${paid.join("\n")}\n`), "--rules", file("rates.yaml", JSON.stringify(rules))],
    ...["--rules-history", file("rates.history.jsonl", history.join("\n")), "--format", "json", "--output", output],
    ...fields.flatMap((field) => ["--field", field]),
  ]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/rates\.history\.jsonl:2: put aside: rates\.base: found USD, expected EUR, which the first/);
  expect(jsonLines(output)).toMatchObject([{ totalAmount: "17", currency: "EUR", count: 2 }]);
});

test("rules that are none are told all at once, and nothing is written", async () => {
  const rules = file(
    "wrong.yaml",
    "rules:\n  - { id: a, title: a, key: pear, window: { session: 10m }, when: totl > 1 }\n",
  );
  const output = file("kept.jsonl", "kept\n");
  const { code, stderr } = await run(["--input", file("one.txt", `${ALERT}\n`), "--rules", rules, "--output", output]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: --rules: .*wrong\.yaml:2:\d+: .*pear.*\nerror: --rules: .*wrong\.yaml:2:\d+: .*totl.*total.*\nTry: /,
  );
  expect(readFileSync(output, "utf8")).toBe("kept\n");
});

describe("one clear line, and exit code 1:", () => {
  const good = () => file("good.txt", `${ALERT}\n`);
  test.each<[string, () => string[], RegExp]>([
    ["a missing input", () => ["--input", join(folder, "none")], /^error: --input: cannot read ".*none": ENOENT.*\n$/],
    [
      "a full disk",
      () => ["--input", good(), "--output", "/dev/full"],
      /^error: --output: cannot write "\/dev\/full": ENOSPC.*\n$/,
    ],
    [
      "a file of rules that is not there",
      () => ["--input", good(), "--rules", join(folder, "none.yaml")],
      /^error: --rules: found ".*none\.yaml", which cannot be read \(ENOENT\), expected a file of rules.*\nTry: .*\n$/,
    ],
    [
      "a limit beside rules",
      () => ["--input", good(), "--rules", "default", "--threshold", "5000"],
      /^error: --threshold: not with --rules.*\nTry: .*\n$/,
    ],
    [
      "an output that is the input",
      () => ["--input", good(), "--output", join(folder, "./good.txt")],
      /^error: --output: found .*--input too.*\n$/,
    ],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await run(args());
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(readFileSync(good(), "utf8")).toBe(`${ALERT}\n`);
  });
});

test("all problems with options come at once", async () => {
  const { code, stderr } = await run(["--gapp", "1m", "--threshold=-1", "--window", "tumbling"]);
  expect(code).toBe(1);
  expect(stderr.match(/^error: /gm)).toHaveLength(3);
});

test("flags win over the environment, the environment over the YAML file, the file over the defaults", async () => {
  const config = file("options.yaml", "threshold: 1\ngap: 1m\nkey: target\nmax-evidence: 1\n");
  const output = join(folder, "precedence.jsonl");
  const payments = file("two.txt", "2026-03-02T09:00:00Z;a;b;5\n2026-03-02T09:01:30Z;c;b;6\n");
  await run(["--config", config, "--input", payments, "--output", output, "--threshold", "3"], {
    environment: { FRAUD_THRESHOLD: "2", FRAUD_GAP: "2m" },
  });
  expect(jsonLines(output)).toMatchObject([
    {
      threshold: "3",
      grouping: "target",
      count: 2,
      windowEnd: "2026-03-02T09:03:30.000Z",
      transactions: [{ origin: "a" }],
    },
  ]);
});
