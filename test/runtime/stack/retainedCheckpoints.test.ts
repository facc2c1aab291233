import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { retainedCheckpoints } from "../../../stack/retainedCheckpoints";
import { testSettings } from "./testSettings";

function checkpoint(folder: string, jobId: string, name: string, completedAt?: number) {
  mkdirSync(join(folder, jobId, name), { recursive: true });
  if (completedAt === undefined) return;
  const metadata = join(folder, jobId, name, "_metadata");
  writeFileSync(metadata, "");
  utimesSync(metadata, completedAt, completedAt);
}

test("the newest complete checkpoint comes first, of whatever job", () => {
  const { stateDir } = testSettings();
  checkpoint(stateDir, "a", "chk-9", 100);
  checkpoint(stateDir, "a", "chk-10", 110);
  checkpoint(stateDir, "b", "chk-1", 105);
  expect(retainedCheckpoints(stateDir).map(({ jobId, number }) => `${jobId} ${number}`)).toEqual([
    "a 10",
    "b 1",
    "a 9",
  ]);
});

test("the one that was under way when the JobManager was killed is left out", () => {
  const { stateDir } = testSettings();
  checkpoint(stateDir, "a", "chk-1", 100);
  checkpoint(stateDir, "a", "chk-2");
  checkpoint(stateDir, "a", "shared");
  expect(retainedCheckpoints(stateDir).map(({ url }) => url)).toEqual([`file://${stateDir}/a/chk-1`]);
});

test("a stack without jobs has none", () => {
  expect(retainedCheckpoints("/nowhere")).toEqual([]);
});
