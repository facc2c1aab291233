import { type CheckpointState, judgeCheckpoints } from "../../../pipelines/doctor/checkCheckpoints";
import { type FlinkState, judgeFlink } from "../../../pipelines/doctor/checkFlink";
import { checkReviewsTopic, checkRulesTopic } from "../../../pipelines/doctor/checkLogTopic";
import { type JobPace, judgePace } from "../../../pipelines/doctor/checkPace";
import { checkTopics, type TopicState } from "../../../pipelines/doctor/checkTopics";
import { findingLine } from "../../../pipelines/doctor/finding";
import { within } from "../../../service/within";

const names = { transactions: "transactions", fraud: "fraud", deadLetter: "transactions-dead-letter" };
const topic = (name: string, changes: Partial<TopicState> = {}): TopicState => ({
  name,
  partitions: 4,
  withoutLeader: 0,
  cleanupPolicy: name === "fraud" ? "compact" : "delete",
  compressionType: "uncompressed",
  maxMessageBytes: 1_048_588,
  timestampType: "CreateTime",
  retention: { ms: 604_800_000, bytes: -1 },
  ...changes,
});
const levels = (findings: { level: string }[]) => findings.map(({ level }) => level);

describe("topics", () => {
  const good = [topic("transactions"), topic("fraud"), topic("transactions-dead-letter", { partitions: 1 })];

  test("those that the stack creates are fine", () => {
    expect(levels(checkTopics(good, names, 4))).toEqual(["ok", "ok", "ok"]);
  });
  test("one that is missing fails", () => {
    expect(levels(checkTopics(good.slice(0, 2), names, 4))).toEqual(["ok", "ok", "FAIL"]);
  });
  test("fewer partitions than readers are worth a warning", () => {
    expect(levels(checkTopics(good, names, 5))).toEqual(["warn", "ok", "ok"]);
  });
  test("fraud should be compacted, transactions must not be", () => {
    const swapped = [
      topic("transactions", { cleanupPolicy: "compact" }),
      topic("fraud", { cleanupPolicy: "delete" }),
      good[2],
    ];
    expect(levels(checkTopics(swapped, names, 4))).toEqual(["FAIL", "warn", "ok"]);
  });
  test("records that may grow when they are read are worth a warning, with what to set", () => {
    const findings = checkTopics(
      [good[0], topic("fraud", { compressionType: "producer", maxMessageBytes: 2_000_000 }), good[2]],
      names,
      1,
    );
    expect(levels(findings)).toEqual(["ok", "warn", "ok"]);
    expect(findings[1].advice).toBe(
      "kafka-configs.sh --alter --topic fraud --add-config compression.type=uncompressed,max.message.bytes=1048588",
    );
    expect(checkTopics([topic("transactions", { maxMessageBytes: 1_048_589 })], names, 1)[0].advice).toMatch(
      /transactions --add-config max.message.bytes=1048588$/,
    );
  });
  test("a partition without a leader fails", () => {
    expect(levels(checkTopics([topic("transactions", { withoutLeader: 1 }), ...good.slice(1)], names, 1))[0]).toBe(
      "FAIL",
    );
  });
});

describe("the topic of rules", () => {
  const good = topic("fraud-rules", {
    partitions: 1,
    timestampType: "LogAppendTime",
    retention: { ms: -1, bytes: -1 },
  });
  const check = (changes: Partial<TopicState> = {}) => checkRulesTopic([{ ...good, ...changes }], "fraud-rules");

  test("one that the stack creates is fine", () => expect(levels(check())).toEqual(["ok"]));
  test("where there is none, nothing is said", () => {
    expect(checkRulesTopic([topic("transactions")], "fraud-rules")).toEqual([]);
  });
  test("where a job needs it and there is none, that fails", () => {
    expect(levels(checkRulesTopic([topic("transactions")], "fraud-rules", true))).toEqual(["FAIL"]);
  });
  test("several partitions, or one without a leader, fail", () => {
    expect(levels([...check({ partitions: 2 }), ...check({ withoutLeader: 1 })])).toEqual(["FAIL", "FAIL"]);
  });
  test("times of the writers, and records that are not kept, fail, with what to set", () => {
    const [{ level, advice }] = check({ timestampType: "CreateTime", retention: { ms: 604_800_000, bytes: -1 } });
    expect(level).toBe("FAIL");
    expect(advice).toBe(
      "kafka-configs.sh --alter --topic fraud-rules --add-config retention.ms=-1,message.timestamp.type=LogAppendTime",
    );
    expect(levels(check({ cleanupPolicy: "compact" }))).toEqual(["FAIL"]);
  });
  test("records that may grow are worth a warning", () => {
    expect(levels(check({ compressionType: "producer" }))).toEqual(["warn"]);
  });
});

describe("the topic of decisions", () => {
  const good = topic("fraud-reviews", {
    partitions: 1,
    timestampType: "LogAppendTime",
    retention: { ms: -1, bytes: -1 },
  });
  const check = (changes: Partial<TopicState> = {}) => checkReviewsTopic([{ ...good, ...changes }], "fraud-reviews");

  test("one that the stack creates is fine, and where there is none, nothing is said", () => {
    expect(check().map(findingLine)).toEqual([
      "ok    topics             fraud-reviews has 1 partition, kept for ever, message.timestamp.type=LogAppendTime",
    ]);
    expect(checkReviewsTopic([topic("fraud")], "fraud-reviews")).toEqual([]);
  });
  test("where it is named and there is none, that fails", () => {
    expect(levels(checkReviewsTopic([topic("fraud")], "fraud-reviews", true))).toEqual(["FAIL"]);
  });
  test("several partitions fail, with how to keep what is decided", () => {
    expect(check({ partitions: 3 }).map(findingLine)).toEqual([
      expect.stringMatching(
        /^FAIL .* 3 partitions: decisions have no order over several; .*`npm run reviews -- export`/,
      ),
    ]);
  });
  test("times of the writers, and decisions that are compacted or end, fail, with what to set", () => {
    const [{ level, text, advice }] = check({ timestampType: "CreateTime", cleanupPolicy: "compact" });
    expect([level, text]).toEqual(["FAIL", expect.stringMatching(/who decided what when must stay as it was$/)]);
    expect(advice).toBe(
      "kafka-configs.sh --alter --topic fraud-reviews --add-config cleanup.policy=delete,message.timestamp.type=LogAppendTime",
    );
    expect(levels(check({ retention: { ms: 604_800_000, bytes: -1 } }))).toEqual(["FAIL"]);
  });
});

describe("Flink", () => {
  const good: FlinkState = {
    version: "1.19.3",
    taskManagers: 1,
    slots: 4,
    freeSlots: 4,
    resolveOrder: "parent-first",
    classPath: ["/opt/flink/lib/beam-flink-runtime-1.jar"],
  };
  const judge = (changes: Partial<FlinkState>) => levels(judgeFlink("flink:8081", { ...good, ...changes }, "1.19"));

  test("any patch of the release is fine", () => expect(judge({ version: "1.19.9" })).toEqual(["ok", "ok"]));
  test("another release fails", () => expect(judge({ version: "1.20.0" })).toEqual(["FAIL", "ok"]));
  test("1.19 is not taken for 1.1", () => {
    expect(levels(judgeFlink("flink:8081", good, "1.1"))).toEqual(["FAIL", "ok"]);
  });
  test("no TaskManager fails", () => expect(judge({ taskManagers: 0, freeSlots: 0 })).toEqual(["ok", "FAIL"]));
  test("no free slot is worth a warning", () => expect(judge({ freeSlots: 0 })).toEqual(["ok", "warn"]));
  test("child-first class loading is worth a warning", () => {
    expect(judge({ resolveOrder: "child-first" })).toEqual(["ok", "ok", "warn"]);
  });
  test("a class path without the runtime jar fails", () => {
    expect(judge({ classPath: ["/opt/flink/lib/flink-dist-1.19.3.jar"] })).toEqual(["ok", "ok", "FAIL"]);
  });
});

describe("checkpoints", () => {
  const good: CheckpointState = {
    job: "fraud",
    intervalMs: 10_000,
    exactlyOnce: true,
    retained: true,
    inMemory: false,
    completed: 10,
    failed: 1,
    runningForMs: 600_000,
    finishBundleBeforeCheckpointing: true,
  };
  test.each<[string, Partial<CheckpointState>]>([
    ["ok", {}],
    ["ok", { completed: 0, failed: 0, runningForMs: 5_000 }],
    ["FAIL", { intervalMs: undefined }],
    ["FAIL", { exactlyOnce: false }],
    ["FAIL", { finishBundleBeforeCheckpointing: false }],
    ["FAIL", { completed: 0, failed: 0 }],
    ["warn", { inMemory: true }],
    ["warn", { failed: 11 }],
    ["warn", { retained: false }],
  ])("%s for %p", (level, changes) => {
    expect(judgeCheckpoints({ ...good, ...changes }).level).toBe(level);
  });
});

describe("the pace of a job", () => {
  const READ = "Source: readTransactions/readRecords -> [14]{parseTransactions}";
  const SUM = "sumByWindow/groupSessions -> [7]{keepAbove}";
  const judge = (read?: number, sum?: number, changes: Partial<JobPace> = {}) => {
    const steps = [
      { name: READ, instances: 2, busyMsPerSecond: read },
      { name: SUM, instances: 1, busyMsPerSecond: sum },
    ];
    return judgePace({ job: "fraud", steps, freeSlots: 3, ...changes })
      .map(findingLine)
      .join();
  };

  test("time to spare is fine", () => {
    expect(judge(120.4, 80)).toBe(
      "ok    pace               fraud: readTransactions/readRecords is busy 12 % of the time, and no step more",
    );
  });
  test("readers without time to spare can be more, up to the partitions", () => {
    expect(judge(990, 80)).toMatch(
      /^warn .* 99 % of the time in 2 instances; raise --parallelism \(3 slots are free\), at most/,
    );
  });
  test("sums without time to spare can be more where there are slots", () => {
    expect(judge(500, 950, { freeSlots: 0 })).toMatch(
      /^warn .*groupSessions.* in 1 instance; .*slots for it: all are taken/,
    );
  });
  test("nothing is said before it was measured", () => expect(judge()).toBe(""));
});

test("a finding is one line with what to do", () => {
  const finding = { level: "FAIL", subject: "kafka", text: "nobody there", advice: "start it" } as const;
  expect(findingLine(finding)).toBe("FAIL  kafka              nobody there; start it");
});

test("a question without an answer ends", async () => {
  await expect(within(20, new Promise(() => {}))).rejects.toThrow("no answer within 0.02 s");
});
