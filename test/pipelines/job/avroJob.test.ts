import { definePipeline } from "../../../pipelines/job/definePipeline";
import { submissionSettings } from "../submissionSettings";

const define = (...argv: string[]) => definePipeline(submissionSettings(...argv), "earliest");

test("a job reads Avro where it is told of a registry", () => {
  expect(() =>
    define("--format", "avro", "--schema-registry", "http://r:8081", "--unknown-schema-wait", "5m"),
  ).not.toThrow();
});

test.each([
  [["--format", "avro"], "--schema-registry is missing: --format avro needs it"],
  [["--format", "avro", "--schema-registry", "http://r", "--field", "origin=iban"], "expected a pointer such as"],
  [
    ["--format", "avro", "--schema-registry", "http://r", "--csv-columns", "a"],
    "--csv-columns: only with --format csv",
  ],
  [["--schema-registry-username", "u"], "--schema-registry-username: needs --schema-registry"],
])("%j is told to be wrong", (argv, sentence) => {
  expect(() => define(...argv)).toThrow(sentence);
});
