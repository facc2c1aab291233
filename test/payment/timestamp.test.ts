import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatTimestamp, parseTimestamp } from "../../payment/timestamp";

const utc = (text: string) => new Date(text).getTime();

test.each([
  ["2017-07-23T01:06:47Z", "2017-07-23T01:06:47.000Z"],
  ["2017-07-23t01:06:47z", "2017-07-23T01:06:47.000Z"],
  ["2017-07-23T01:06:47.123Z", "2017-07-23T01:06:47.123Z"],
  ["2017-07-23T01:06:47.1Z", "2017-07-23T01:06:47.100Z"],
  ["2017-07-23T01:06:47.123999999999Z", "2017-07-23T01:06:47.123Z"],
  [`2017-07-23T01:06:47.123${"9".repeat(40)}Z`, "2017-07-23T01:06:47.123Z"],
  ["2017-07-23T01:06:47+02:00", "2017-07-22T23:06:47.000Z"],
  ["2017-07-23T01:06:47.5-11:30", "2017-07-23T12:36:47.500Z"],
  ["2017-07-23T01:06:47+23:59", "2017-07-22T01:07:47.000Z"],
  ["2020-02-29T00:00:00Z", "2020-02-29T00:00:00.000Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ["1969-12-31T23:30:00-01:00", "1970-01-01T00:30:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ["Sunday, 23-Jul-17 01:06:47 UTC", "2017-07-23T01:06:47.000Z"],
  ["Sunday, 23-Jul-17 01:06:47 GMT", "2017-07-23T01:06:47.000Z"],
  ["Friday, 31-Dec-99 23:59:59 GMT", "1999-12-31T23:59:59.000Z"],
  ["Thursday, 01-Jan-70 00:00:00 UTC", "1970-01-01T00:00:00.000Z"],
])("%s is %s", (text, expected) => {
  expect(new Date(parseTimestamp(text)).toISOString()).toBe(expected);
});

test.each([
  ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
  ["2016-12-31T23:59:60.250Z", "2017-01-01T00:00:00.250Z"],
  ["1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"],
  ["2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00.000Z"],
  ["Saturday, 31-Dec-16 23:59:60 UTC", "2017-01-01T00:00:00.000Z"],
])("the leap second %s is the first second of the next day", (text, expected) => {
  expect(new Date(parseTimestamp(text)).toISOString()).toBe(expected);
});

test.each([
  ["", "nothing"],
  ["2017-07-23", "no time"],
  [`2017-07-23T01:06:47.${"0".repeat(44)}Z`, "65 characters"],
  ["2017-07-23T01:06:47", "no offset"],
  ["2017-07-23 01:06:47Z", "a space for the T"],
  ["2017-07-23T01:06Z", "no seconds"],
  ["2017-07-23T01:06:47.Z", "a point without a fraction"],
  ["2017-07-23T01:06:47,123Z", "a comma"],
  ["2017-07-23T01:06:47.12xZ", "a letter in the fraction"],
  ["2017-07-23T0a:06:47.123Z", "a letter in the hour"],
  ["2017-07-23T01-06:47.123Z", "a dash for the colon"],
  ["2017-07-23T01:06:47+2:00", "a short offset"],
  ["2017-07-23T01:06:47+24:00", "an offset of a day"],
  ["2017-07-23T01:06:47+02:60", "60 minutes of offset"],
  ["2017-07-23T24:00:00Z", "24 hours"],
  ["2017-07-23T24:00:00.000Z", "24 hours, with a fraction"],
  ["2017-07-23T01:60:00Z", "60 minutes"],
  ["2017-07-23T01:06:60Z", "60 seconds where no leap second can be"],
  ["2016-12-31T23:59:60+01:00", "a leap second that is none in UTC"],
  ["2016-12-31T23:59:61Z", "61 seconds"],
  ["2017-02-30T00:00:00Z", "February 30"],
  ["2019-02-29T00:00:00Z", "February 29 of a common year"],
  ["2017-04-31T00:00:00Z", "April 31"],
  ["2017-13-01T00:00:00Z", "month 13"],
  ["2017-00-10T00:00:00Z", "month 0"],
  ["2017-01-00T00:00:00Z", "day 0"],
  ["0000-01-01T00:00:00Z", "year 0"],
  ["0099-01-01T00:00:00Z", "year 99"],
  ["1969-12-31T23:59:59.999Z", "before 1970"],
  ["1970-01-01T00:00:00+00:01", "before 1970 by its offset"],
  ["12017-07-23T01:06:47Z", "a year of five digits"],
  ["+002017-07-23T01:06:47Z", "an expanded year"],
  [" 2017-07-23T01:06:47Z", "a space before"],
  ["2017-07-23T01:06:47Z ", "a space behind"],
  ["2017-07-23T01:06:47Z\n", "a line end"],
  ["\ufeff2017-07-23T01:06:47Z", "a byte order mark"],
  ["２０１７-07-23T01:06:47Z", "full-width digits"],
  ["1500768407000", "epoch milliseconds"],
  ["Sunday, 30-Feb-17 01:06:47 UTC", "February 30, RFC 850"],
  ["Sunday, 23-Foo-17 01:06:47 UTC", "an unknown month"],
  ["Sunday, 23-Jul-17 01:06:47 CET", "another zone"],
  ["Sunday, 23-Jul-69 01:06:47 UTC", "1969, RFC 850"],
  ["Sun, 23 Jul 2017 01:06:47 GMT", "RFC 1123"],
  ["Sunday, 23-Jul-17 24:06:47 UTC", "24 hours, RFC 850"],
  ["NaN", "no time at all"],
])("%j is refused: %s", (text) => {
  expect(parseTimestamp(text)).toBeNaN();
});

test("a refused date is refused again, whatever came between", () => {
  expect(parseTimestamp("2017-02-30T00:00:00Z")).toBeNaN();
  expect(parseTimestamp("2017-02-30T00:00:00Z")).toBeNaN();
  expect(parseTimestamp("2017-02-28T00:00:00Z")).toBe(utc("2017-02-28T00:00:00Z"));
  expect(parseTimestamp("2017-02-3")).toBeNaN();
  expect(parseTimestamp("2017-02-28T00:00:01Z")).toBe(utc("2017-02-28T00:00:01Z"));
});

test("every time since 1970 reads back from what Date writes, in any offset", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.integer({ min: -1439, max: 1439 }), (ms, offset) => {
      expect(parseTimestamp(new Date(ms).toISOString())).toBe(ms);
      const local = new Date(ms + offset * 60_000);
      if (local.getTime() < 0) return;
      const clock = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
        `${part}`.padStart(2, "0"),
      );
      expect(parseTimestamp(`${local.toISOString().slice(0, 23)}${offset < 0 ? "-" : "+"}${clock.join(":")}`)).toBe(ms);
    }),
  );
});

test("lower-case letters are allowed with any fraction", () => {
  for (const fraction of ["", ".1", ".12", ".123", ".1234"]) {
    const ms = Number(fraction.slice(1, 4).padEnd(3, "0"));
    expect(parseTimestamp(`2017-07-23t01:06:47${fraction}z`)).toBe(Date.UTC(2017, 6, 23, 1, 6, 47, ms));
  }
});

test("a time is written as Date writes it", () => {
  const time = fc.integer({ min: -8.64e15, max: 8.64e15 });
  fc.assert(
    fc.property(time, (ms) => expect(formatTimestamp(ms)).toBe(new Date(ms).toISOString())),
    { numRuns: 1000 },
  );
});
