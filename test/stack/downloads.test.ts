import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { flinkJars } from "../../stack/downloads/flink";
import { intoCache } from "../../stack/downloads/intoCache";
import { runVisibly } from "../../stack/downloads/runVisibly";
import { testSettings } from "./testSettings";

const make = (content: string) => async (folder: string) => {
  writeFileSync(join(folder, "made"), content);
  return join(folder, "made");
};

test("what is in the cache is not made again", async () => {
  const target = join(testSettings().cacheDir, "thing");
  await intoCache(target, make("once"));
  await intoCache(target, () => Promise.reject(new Error("made twice")));
  expect(existsSync(target)).toBe(true);
});

test("an interrupted download leaves nothing behind", async () => {
  const { cacheDir } = testSettings();
  const failing = (folder: string) => make("half")(folder).then(() => Promise.reject(new Error("no network")));
  await expect(intoCache(join(cacheDir, "thing"), failing)).rejects.toThrow("no network");
  expect(readdirSync(cacheDir)).toEqual([]);
});

test("a missing program is named with how to install it", async () => {
  await expect(
    runVisibly("Building", ["no-such-program"], { report: () => {}, install: "install it" }),
  ).rejects.toThrow("Building: no-such-program is not installed; install it");
});

test("a failing program is shown with its last lines", async () => {
  const failing = [process.execPath, "-e", "console.log('\\u001b[31m[INFO] disk full'); process.exitCode = 3"];
  await expect(runVisibly("Building", failing, { report: () => {}, install: "" })).rejects.toThrow(
    /failed with exit code 3; its last lines:\ndisk full$/,
  );
});

test("a folder without Flink is refused by the option's name", () => {
  const { stateDir } = testSettings();
  mkdirSync(join(stateDir, "lib"));
  expect(() => flinkJars(stateDir)).toThrow("expected the folder of a Flink distribution (--flink-home)");
});
