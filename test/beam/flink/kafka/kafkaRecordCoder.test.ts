import { readFileSync } from "node:fs";
import { Reader } from "protobufjs";
import { KafkaRecordCoder } from "../../../../beam/flink/kafka/kafkaRecordCoder";

interface Fixture {
  what: string;
  topic: string;
  partition: number;
  offset: number;
  /** Hexadecimal. */
  value: string | null;
  /** The most that comes of it. */
  maxValueBytes?: number;
  record: string;
}

/** What the runtime jar's `RecordBytes` writes; its own test reads the same file. */
const FILE = "runtime/beam-flink-runtime/src/test/resources/kafka-records.json";
const fixtures = JSON.parse(readFileSync(FILE, "utf8")) as Fixture[];

test.each(fixtures)("$what", ({ record, value, topic, partition, offset, maxValueBytes = 1_000 }) => {
  const kept = value === null ? null : value.slice(0, 2 * maxValueBytes);
  // As the worker has it: a part of a larger message.
  const message = Buffer.concat([Buffer.from("before"), Buffer.from(record, "hex")]);
  const reader = new Reader(message.subarray("before".length));
  const decoded = new KafkaRecordCoder().decode(reader);
  expect(decoded.value && Buffer.from(decoded.value).toString("hex")).toBe(kept);
  expect(decoded.wholeBytes).toBe(kept === value ? undefined : (value as string).length / 2);
  expect(decoded.position).toEqual({ topic, partition, offset });
  expect(decoded.rule).toBeUndefined();
  expect(reader.pos).toBe(reader.len);
});

interface RuleFixture {
  what: string;
  offset: number;
  appendedMs: number;
  /** Hexadecimal. */
  value: string | null;
  record: string;
}

/** What the runtime jar's `RuleRecord` writes; its own test reads the same file. */
const RULES = "runtime/beam-flink-runtime/src/test/resources/rule-records.json";

test.each(JSON.parse(readFileSync(RULES, "utf8")) as RuleFixture[])(
  "of the topic of rules: $what",
  ({ offset, appendedMs, value, record }) => {
    const message = Buffer.concat([Buffer.from("before"), Buffer.from(record, "hex")]);
    const { rule } = new KafkaRecordCoder().decode(new Reader(message.subarray("before".length)));
    expect(rule).toEqual({ offset, appendedMs, text: Buffer.from(value ?? "", "hex").toString() });
  },
);
