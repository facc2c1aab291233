import { instant, orWords } from "../../config/instant";

const parse = (text: unknown) => instant().safeParse(text);

describe("an instant is the same wherever it is read", () => {
  test.each([
    ["2017-07-23T00:00:00Z", "2017-07-23T00:00:00.000Z"],
    ["2017-07-23T01:06:47.5+02:00", "2017-07-22T23:06:47.500Z"],
    ["2017-07-23t01:06:47z", "2017-07-23T01:06:47.000Z"],
    ["2017-07-23", "2017-07-23T00:00:00.000Z"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
  ])("%s", (text, iso) => {
    expect(new Date(Number(parse(text).data)).toISOString()).toBe(iso);
  });

  test.each([
    ["2017-07-23T01:06:47", "each machine would read it by its own zone"],
    ["2017-07-23T25:00:00Z", "no such hour"],
    ["2017-02-30T00:00:00Z", "no such day"],
    ["2017-13-01", "no such month"],
    ["1969-12-31", "before Kafka's times"],
    ["yesterday", "no time"],
    ["1500000000000", "a number"],
  ])("%s is none: %s", (text) => {
    expect(parse(text).error?.issues[0].message).toMatch(/^a time such as 2017-07-23T00:00:00Z/);
  });
});

test("words that stand for themselves may be allowed beside", () => {
  const schema = orWords(["earliest", "latest"], instant());
  expect(schema.parse("latest")).toBe("latest");
  expect(schema.parse("1970-01-02")).toBe(86_400_000);
  expect(schema.safeParse("last").error?.issues[0].message).toBe(
    "earliest, latest or a time such as 2017-07-23T00:00:00Z, or a date for its midnight in UTC, from 1970 on",
  );
});
