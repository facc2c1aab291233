import { misfit } from "../../../beam/flink/state/stateStamp";
import { stateStamp } from "../../../pipelines/job/stateOptions";
import { submissionSettings } from "../submissionSettings";

/** Why a job of these options may not go on from a state of those. */
const refusal = (own: string[], saved: string[]) =>
  misfit(stateStamp(submissionSettings(...saved)), stateStamp(submissionSettings(...own)));

const TOPIC = ["--rules-topic", "fraud-rules"];

test("a job with rules goes on from the state of any other rules of its own, or of its topic", () => {
  expect(refusal(["--rules", "default"], ["--rules", "other.yaml"])).toBeUndefined();
  expect(refusal(TOPIC, TOPIC)).toBeUndefined();
});

test("windows of versions of rules are no windows of a job without that topic, nor the other way round", () => {
  expect(refusal(TOPIC, ["--rules", "default"])).toBe(
    "the state is of a job with --rules FILE, --rules-topic ?, this one has --rules ?, --rules-topic fraud-rules",
  );
  expect(refusal(TOPIC, [])).toMatch(/this one has .*--rules-topic fraud-rules/);
  expect(refusal(["--rules", "default"], TOPIC)).toBeDefined();
  expect(refusal(TOPIC, ["--rules-topic", "other"])).toBeDefined();
});
