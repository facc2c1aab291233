import { expect, test } from "@jest/globals";
import { readConfig } from "../../config/readConfig";
import { detectionSettings, detectorOptions } from "../../pipelines/detectorOptions";

function settingsOf(...argv: string[]) {
  const program = { usage: "x", description: "", environmentPrefix: "FRAUD", options: detectorOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("unexpected help");
  return detectionSettings(config.values);
}

test("by default, sessions of pairs that a pause of 10 minutes ends, above 10,000", () => {
  expect(settingsOf()).toEqual({
    grouping: "pair",
    window: {
      kind: "session",
      gapMs: 600_000,
      maxSessionMs: 0,
      sizeMs: 600_000,
      everyMs: 120_000,
      allowedLatenessMs: 0,
    },
    thresholdCents: 1_000_000,
    maxEvidence: 100,
    maxFutureSkewMs: 300_000,
    maxRecordBytes: 65_536,
    windowText: "session with pauses under 10m",
    early: false,
  });
});

test("every option arrives where it decides", () => {
  const argv = "--gap 90s --threshold 9999.99 --key origin --max-session 24h --max-evidence 7 --max-future-skew 0s";
  const records = "--max-record-bytes 900000";
  expect(settingsOf(...`${argv} ${records}`.split(" "))).toMatchObject({
    grouping: "origin",
    window: { gapMs: 90_000, maxSessionMs: 86_400_000 },
    thresholdCents: 999_999,
    maxEvidence: 7,
    maxFutureSkewMs: 0,
    maxRecordBytes: 900_000,
    windowText: "session with pauses under 90s",
  });
});

test("sliding windows of any whole seconds", () => {
  const settings = settingsOf("--window", "sliding", "--window-size", "90s", "--window-every", "7s");
  expect(settings).toMatchObject({
    window: { kind: "sliding", sizeMs: 90_000, everyMs: 7_000 },
    windowText: "window of 90s",
  });
});

test.each([
  ["--max-session 9m", "--max-session: found 9m, expected at least the gap, 10m"],
  ["--window sliding --window-size 1500ms --window-every 1s", "--window-size: found 1500ms, expected whole seconds"],
  ["--window sliding --window-every 1001ms", "--window-every: found 1001ms, expected whole seconds"],
  ["--window sliding --window-every 11m", "--window-every: found 11m, expected at most the window's size, 10m"],
  ["--window sliding --window-size 10d --window-every 1s", "--window-every: found 1s, expected at least a thousandth"],
  ["--gap 0s", '--gap: found "0s", expected a duration'],
  ["--gap 10", '--gap: found "10", expected a duration'],
  ["--threshold -1", '--threshold: found "-1", expected a decimal amount'],
  ["--threshold 1e4", '--threshold: found "1e4", expected a decimal amount'],
  ["--threshold 0.001", '--threshold: found "0.001", expected a decimal amount'],
  ["--max-evidence 0", '--max-evidence: found "0", expected a whole number between 1 and 1000'],
  ["--max-evidence 1001", "between 1 and 1000"],
  ["--max-record-bytes 900001", '--max-record-bytes: found "900001", expected a whole number between 100 and 900000'],
  ["--key account", '--key: found "account", expected one of pair, origin, target'],
  ["--window tumbling", '--window: found "tumbling", expected one of session, sliding'],
])("%s is refused", (argv, problem) => {
  expect(() => settingsOf(...argv.split(" "))).toThrow(problem);
});

test("what does not fit sliding windows only is no matter for sessions", () => {
  expect(() => settingsOf("--window-size", "1500ms", "--window-every", "11m")).not.toThrow();
});
