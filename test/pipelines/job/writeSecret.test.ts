import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSecret } from "../../../pipelines/job/writeSecret";

const folder = mkdtempSync(join(tmpdir(), "write-secret-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("only its owner can read a file with secrets, a new one or one that everybody could read", () => {
  const path = join(folder, "job.jar");
  writeFileSync(path, "a longer old text", { mode: 0o644 });
  writeSecret(path, Buffer.from("secret"));
  expect(readFileSync(path, "utf8")).toBe("secret");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeSecret(join(folder, "new.jar"), Buffer.from("secret"));
  expect(statSync(join(folder, "new.jar")).mode & 0o777).toBe(0o600);
});

test("what is no file is written to as it is", () => {
  expect(() => writeSecret("/dev/null", Buffer.from("secret"))).not.toThrow();
});
