import { rootCause } from "../../../../beam/flink/rest/flinkRest";

describe("one line from a Java stack trace", () => {
  test("the innermost cause is what is wrong", () => {
    const trace = [
      "org.apache.flink.util.FlinkException: Could not start",
      "\tat org.apache.flink.Some.method(Some.java:1)",
      "Caused by: java.lang.RuntimeException: Worker lost",
      "\t... 3 more",
      "Caused by: org.apache.kafka.common.errors.TimeoutException: Topic fraud not present after 60000 ms.",
      "\tat org.apache.kafka.Some.method(Some.java:1)",
    ].join("\n");
    expect(rootCause(trace)).toBe("TimeoutException: Topic fraud not present after 60000 ms.");
  });

  test("without causes it is the first line, without the package", () => {
    expect(rootCause("java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)")).toBe("IllegalStateException: no");
  });

  test("Flink's own heading says nothing", () => {
    expect(rootCause("Internal server error.\nJob not found")).toBe("Job not found");
  });

  test("a text that is no trace stays", () => {
    expect(rootCause("job not found")).toBe("job not found");
  });
});
