import { createAvroWriter, PAYMENT_SCHEMA } from "../../../payment/formats/avro/avroWriter";
import type { AvroFormat } from "../../../payment/formats/inputFormat";
import { checkRecords } from "../../../pipelines/doctor/checkRecords";
import { json, startFakeRegistry, UNKNOWN } from "../../registry/fakeRegistry";

const JSON_FORMAT = {
  format: "json" as const,
  fields: {
    timestamp: { path: "/t", as: "epoch-ms" as const },
    origin: { path: "/from" },
    target: { path: "/to" },
    amount: { path: "/amount" },
  },
};
const AT_MS = 1_772_442_000_000;
const CLOCK = { eventTime: "record" as const, allowedLateness: 60_000, maxOutOfOrderness: 0 };
const stamped = (value: Buffer, timestampMs = AT_MS) => ({ value, timestampMs });
const record = (text: string) => stamped(Buffer.from(text));

test("records are shown as they are understood, what is no payment with what to set", async () => {
  const good = record('{"t":1772442000000,"from":"a","to":"b","amount":12.50}');
  const read = () => Promise.resolve([good, record("2026-03-02T09:00:00Z;a;b;1")]);
  expect(await checkRecords(read, JSON_FORMAT, CLOCK, 1_000)).toEqual([
    {
      level: "ok",
      subject: "payments",
      text: "record 1 of 2 is understood as 2026-03-02T09:00:00.000Z;a;b;12.5",
    },
    {
      level: "warn",
      subject: "payments",
      text: 'record 2 of 2 is no payment, bad-json: found "-03-02T09:00:00Z" at byte 5, expected the end',
      advice: expect.stringContaining("read as json: timestamp from /t (epoch-ms), origin from /from,"),
    },
  ]);
});

test("payments that are older than their records by more than a job waits for are told of", async () => {
  const payment = Buffer.from(`{"t":${AT_MS},"from":"a","to":"b","amount":1}`);
  const findings = async (clock: Partial<typeof CLOCK | { eventTime: "payment" }>, behindMs = 3_599_500) => {
    const read = () => Promise.resolve([stamped(payment), stamped(payment, AT_MS + behindMs), record("none")]);
    const found = await checkRecords(read, JSON_FORMAT, { ...CLOCK, ...clock }, 1_000);
    return found.slice(3);
  };
  expect(await findings({})).toEqual([
    {
      level: "warn",
      subject: "payments",
      text: "payments are up to 1h older than the timestamps of their records, which the clock of a job follows",
      advice: "a job may take them for too late; --event-time payment lets it wait for them",
    },
  ]);
  expect(await findings({}, 60_000)).toEqual([]);
  expect(await findings({ eventTime: "payment" })).toEqual([]);
  expect(await findings({ allowedLateness: 3_000_000, maxOutOfOrderness: 599_500 })).toEqual([]);
  expect(await findings({ allowedLateness: 3_000_000, maxOutOfOrderness: 599_499 })).toHaveLength(1);
});

test("a topic that cannot be read is left to those who look at topics", async () => {
  const read = () => Promise.reject(new Error("no such topic"));
  expect(await checkRecords(read, JSON_FORMAT, CLOCK, 1_000)).toEqual([]);
});

test("a registry that does not give the schemas of the records is told of, and not waited for", async () => {
  const registry = await startFakeRegistry(UNKNOWN);
  const fields = {
    timestamp: { path: "/timestamp" },
    origin: { path: "/origin" },
    target: { path: "/target" },
    amount: { path: "/amount" },
  };
  const format: AvroFormat = { format: "avro", fields, registry: { url: registry.url } };
  const written = createAvroWriter(7)({ timestampMs: 1_772_442_000_000, origin: "a", target: "b", amountCents: 100 });
  const read = () => Promise.resolve([written, Buffer.from("no Avro"), written].map((value) => stamped(value)));
  expect(await checkRecords(read, format, CLOCK, 2_000)).toEqual([
    {
      level: "FAIL",
      subject: "schema registry",
      text: `${registry.url} does not give schema 7 of the newest records: it knows no schema of this id`,
      advice: "a job waits for it; --schema-registry says where schemas are",
    },
  ]);
  registry.answer = () => {};
  expect(await checkRecords(read, format, CLOCK, 200)).toMatchObject([
    { level: "FAIL", text: expect.stringContaining("no answer within 0.2 s") },
  ]);
  registry.answer = json({ schema: JSON.stringify(PAYMENT_SCHEMA) });
  expect((await checkRecords(read, format, CLOCK, 2_000)).map(({ level, text }) => `${level} ${text}`)).toEqual([
    "ok record 1 of 3 is understood as 2026-03-02T09:00:00.000Z;a;b;1",
    expect.stringContaining("warn record 2 of 3 is no payment, bad-avro"),
    "ok record 3 of 3 is understood as 2026-03-02T09:00:00.000Z;a;b;1",
  ]);
  await registry.close();
});
