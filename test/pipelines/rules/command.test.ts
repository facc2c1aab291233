import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = join(__dirname, "../../..");
/** Each start of a process takes a second, and more where others want the machine. */
const TIMEOUT_MS = 180_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rules-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function rules(...words: string[]) {
  return rulesOf("", ...words);
}

/** With a file on standard input. */
function rulesOf(input: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", "ts-node/register", "pipelines/rules.ts", ...words],
    {
      cwd: root,
      encoding: "utf8",
      input,
    },
  );
  return { status, stdout, stderr };
}

test(
  "check says that a file is good, explain what its rules share",
  () => {
    const good = { status: 0, stdout: "rules/default.yaml: 9 rules on 8 views, no problems\n", stderr: "" };
    expect(rules("check", "rules/default.yaml")).toEqual(good);
    const { status, stdout } = rules("explain", "rules/default.yaml");
    expect(status).toBe(0);
    expect(stdout).toContain("9 rules on 8 views: a payment is gathered at most 9 times.");
    expect(stdout).toMatch(
      /\(pair\), by session with pauses under 10m\n.*\n.*; largest\n {2}- structuring .*\n {2}- large-payment /,
    );
  },
  TIMEOUT_MS,
);

test(
  "check says everything that is wrong on standard error, with exit code 1",
  () => {
    const file = join(folder, "bad.yaml");
    writeFileSync(file, "rules:\n  - { id: a, title: a, key: pear, window: { session: 10m }, when: totl > 1 }\n");
    expect(rules("check", file)).toEqual({
      status: 1,
      stdout: "",
      stderr: [
        `error: ${file}:2:29: rule a, key: found pear, expected one of pair, origin, target, account, between`,
        `error: ${file}:2:67: rule a, when: found totl, expected a known name: did you mean total?`,
        "Try: npm run rules -- --help",
        "",
      ].join("\n"),
    });
    expect(rulesOf("rules: []", "check", "-").stderr).toMatch(
      /^error: standard input:1:8: rules: found \[\], expected /,
    );
    expect(rules("check", join(folder, "none.yaml")).stderr).toMatch(/^error: FILE: found .*ENOENT/);
    expect(rules("chek", "x").stderr).toBe(
      'error: COMMAND: found "chek", expected one of check, explain, publish, diff, list, history, remove, rollback, export\n',
    );
  },
  TIMEOUT_MS,
);

test(
  "words and brokers that are missing are told, and a file that does not check before any broker is asked",
  () => {
    const usage = "usage: npm run rules -- rollback ID VERSION [options]";
    expect(rules("rollback", "fan-in").stderr).toBe(`error: VERSION is missing; ${usage}\n`);
    expect(rules("list", "x").stderr).toBe('error: "x": not expected here; usage: npm run rules -- list [options]\n');
    expect(rules("list").stderr).toMatch(/^error: --brokers is missing: /);
    const file = join(folder, "worse.yaml");
    writeFileSync(file, "rules: []\n");
    expect(rules("publish", file, "--brokers", "127.0.0.1:1")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: .*worse.yaml:1:8: rules: found \[\], expected at least one rule/),
    });
  },
  TIMEOUT_MS,
);
