import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "generator-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the generator as a shell starts it. */
async function shell(before: string, flags: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const generator = `${process.execPath} -r ts-node/register generator/main.ts ${flags}`;
  const child = spawn("bash", ["--norc", "-o", "pipefail", "-c", `${before} ${generator}`], {
    cwd: join(__dirname, "../.."),
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const [code] = await once(child, "close");
  return { code, ...output };
}

/** How many lines the generator says it has sent. */
function sent(stderr: string): number {
  return Number(/sent (\d+) lines/.exec(stderr)?.[1]);
}

test("when the reader of its lines has gone, the generator stops and the ground truth is complete", async () => {
  const truth = join(folder, "truth.jsonl");
  const flags = `--out - --truth ${truth} --rate 2000/s --accounts 100 --schemes 20% --kinds structuring --gap 1s`;
  const { code, stdout, stderr } = await shell("", `${flags} | head -5`);
  expect(code).toBe(0);
  expect(stdout.split("\n")).toHaveLength(6);
  expect(stderr).toContain("the reader has gone: stopping");
  expect(stderr).not.toContain("error");
  const records = readFileSync(truth, "utf8").trimEnd().split("\n");
  expect(records.map((record) => JSON.parse(record).kind)).toContain("structuring");
});

test("a generator that prints payments to somebody stops when he has gone", async () => {
  const { code, stderr } = await shell("", `--out ${join(folder, "printed")} --print all --rate 2000/s | head -5`);
  expect(code).toBe(0);
  expect(stderr).toContain("the reader has gone: stopping");
  expect(readFileSync(join(folder, "printed"), "utf8").split("\n")).toHaveLength(sent(stderr) + 1);
});

test("a slow reader gets all that is printed", async () => {
  const flags = `--out ${join(folder, "slowly")} --print all --rate 10/s --speed max --count 20000 --start 2026-01-05T00:00:00Z`;
  const { code, stdout } = await shell("", `${flags} | (sleep 3; wc -l)`);
  expect([code, stdout.trim()]).toEqual([0, "20000"]);
});

test("a disk that is full leaves whole lines, as many as are told, and the exit code says so", async () => {
  const file = join(folder, "full");
  // A file of at most 300 KiB stands for a full disk: both write what still fits.
  const { code, stderr } = await shell("ulimit -f 300;", `--out ${file} --rate max --count 100000`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/error: cannot write ".*full"/);
  const lines = readFileSync(file, "utf8").split("\n");
  expect(lines.pop()).toBe("");
  expect(lines).toHaveLength(sent(stderr));
  expect(lines.length).toBeGreaterThan(1_000);
  expect(lines.at(-1)?.split(";")).toHaveLength(4);
});
