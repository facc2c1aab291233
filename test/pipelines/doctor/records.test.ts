import { checkRecords, understood } from "../../../pipelines/doctor/checkRecords";

const JSON_FORMAT = {
  format: "json" as const,
  fields: {
    timestamp: { path: "/t", as: "epoch-ms" as const },
    origin: { path: "/from" },
    target: { path: "/to" },
    amount: { path: "/amount" },
  },
};
const record = (text: string) => Buffer.from(text);

test("records are shown as they are understood, what is no payment with what to set", () => {
  const good = record('{"t":1772442000000,"from":"a","to":"b","amount":12.50}');
  expect(understood([good, record("2026-03-02T09:00:00Z;a;b;1")], JSON_FORMAT)).toEqual([
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

test("a topic that cannot be read is left to those who look at topics", async () => {
  const read = () => Promise.reject(new Error("no such topic"));
  expect(await checkRecords(read, JSON_FORMAT, 1_000)).toEqual([]);
});
