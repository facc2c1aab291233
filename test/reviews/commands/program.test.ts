import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(__dirname, "../../..");

/** Each start of a process takes a second, and more where others want the machine. */
const TIMEOUT_MS = 180_000;

function reviews(...words: string[]) {
  const program = ["-r", "ts-node/register", "reviews/main.ts", ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

test(
  "words that are missing or too many, and brokers that do not answer, are told in one line",
  () => {
    const broker = ["--brokers", "127.0.0.1:1"];
    const failed = (stderr: string | RegExp) => ({ status: 1, stdout: "", stderr: expect.stringMatching(stderr) });
    expect(reviews("export", "x", ...broker)).toEqual(
      failed(/^error: "x": not expected here; usage: npm run reviews -- export \[options\]\n$/),
    );
    expect(reviews("history", ...broker)).toEqual(failed(/^error: ALERT is missing; usage: .*\n$/));
    expect(reviews("lst", ...broker)).toEqual(
      failed(/^error: COMMAND: found "lst", expected one of list, history, export\n$/),
    );
    expect(reviews("list", ...broker)).toEqual(failed(/^error: --brokers: cannot use 127.0.0.1:1: .*\n$/));
  },
  TIMEOUT_MS,
);
