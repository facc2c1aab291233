import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOfCode } from "../../../pipelines/keeper/codeVersion";
import { fingerprint } from "../../../pipelines/keeper/fingerprint";
import { generationOf } from "../../../pipelines/keeper/generation";
import { keeperSettings } from "./keeperSettings";

const folder = mkdtempSync(join(tmpdir(), "fingerprint-"));
afterAll(() => rmSync(folder, { recursive: true }));

const of = (...argv: string[]) => fingerprint(keeperSettings(...argv), "1");

describe("the fingerprint of a job", () => {
  test("is the same for the same options, and part of a name", () => {
    expect(of("--gap", "10m")).toBe(of());
    expect(of()).toMatch(/^[0-9a-f]{8}$/);
  });

  test.each([
    ["--threshold=1"],
    ["--parallelism=3"],
    ["--brokers=other:1"],
    ["--no-early"],
    ["--consumer-settings=a=b"],
    ["--rules-topic=fraud-rules"],
  ])("%s makes another job", (flag) => expect(of(flag)).not.toBe(of()));

  test.each([
    ["--flink=http://other:1"],
    ["--job-server=other:1"],
    ["--start=latest"],
    ["--from-savepoint=s"],
    ["--savepoint-dir=s"],
    ["--interval=1s"],
    ["--health-port=1"],
  ])("%s does not: a job that runs has nothing of it", (flag) => expect(of(flag)).toBe(of()));

  test("what stands in the file of rules makes another job, its name does not", () => {
    const file = join(folder, "rules.yaml");
    const rules = (limit: number) =>
      writeFileSync(file, `rules: [{ id: a, title: a, key: pair, window: { session: 10m }, when: total > ${limit} }]`);
    rules(1);
    const first = of("--rules", file);
    rules(2);
    expect(of("--rules", file)).not.toBe(first);
    rules(1);
    expect(of("--rules", file)).toBe(first);
    expect(of("--rules", "default")).not.toBe(of());
  });

  test("code makes another job", () => {
    expect(fingerprint(keeperSettings(), "2")).not.toBe(of());
  });

  test("a secret that is renewed makes another job, though its file is the same", () => {
    const file = join(folder, "password");
    writeFileSync(file, "old");
    const before = of("--sasl-password-file", file);
    expect(of("--sasl-password-file", file)).toBe(before);
    writeFileSync(file, "new");
    expect(of("--sasl-password-file", file)).not.toBe(before);
  });

  test("so does another password at the schema registry", () => {
    const file = join(folder, "registry-password");
    const flags = [
      "--schema-registry=https://r",
      "--schema-registry-username=u",
      "--schema-registry-password-file",
      file,
    ];
    writeFileSync(file, "old");
    const before = of(...flags);
    writeFileSync(file, "new");
    expect(of(...flags)).not.toBe(before);
  });

  test("a secret that is not there is told by its option", () => {
    expect(() => of("--sasl-password-file", join(folder, "missing"))).toThrow(/^--sasl-password-file: cannot read/);
  });
});

test("the digest of the code changes with any file that a job is made of, and with no other", () => {
  for (const name of ["transforms", "viewer"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "transforms", "a.ts"), "1");
  const before = digestOfCode(folder);
  writeFileSync(join(folder, "viewer", "a.ts"), "1");
  expect(digestOfCode(folder)).toBe(before);
  writeFileSync(join(folder, "transforms", "a.ts"), "2");
  expect(digestOfCode(folder)).not.toBe(before);
});

describe("the generation of a keeper", () => {
  const job = (startedAtMs: number, generation: number) =>
    ({ startedAtMs, generation, id: "a", name: "n", phase: "running", failed: false }) as const;
  const seen = (...jobs: ReturnType<typeof job>[]) => ({ nowMs: 0, jobs, states: [] });

  test("is when it was started", () => {
    expect(generationOf(seen(job(90, 90)), 100)).toBe(100);
  });

  test("is above all that was there before, though another machine's clock is ahead", () => {
    expect(generationOf(seen(job(90, 500)), 100)).toBe(501);
  });

  test("is not above what was started after it, by a keeper that is newer", () => {
    expect(generationOf(seen(job(110, 500)), 100)).toBe(100);
  });
});
