const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RFC_850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) (?:UTC|GMT)$/;
const MINUTES_A_DAY = 1_440;
const RFC_3339_TIME = /^[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Longer texts are no times: room for 38 digits of a second, where nanoseconds take 9. */
export const MAX_TIMESTAMP_LENGTH = 64;

/**
 * Epoch milliseconds of an RFC 3339 time (any offset, any fraction, cut to milliseconds) or an RFC 850 time in UTC.
 * NaN for anything else, for more than 64 characters, for dates that no calendar has, and for times before 1970, which
 * Kafka cannot hold.
 */
export function parseTimestamp(text: string): number {
  if (text.length > MAX_TIMESTAMP_LENGTH) return Number.NaN;
  const midnight = midnightOf(text.slice(0, 10));
  const ms = Number.isNaN(midnight) ? parseRfc850(text) : midnight + timeOfDay(text);
  return ms >= 0 ? ms : Number.NaN;
}

const DAY_MS = 86_400_000;
const UP_TO_999 = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));

let shownDay = Number.NaN;
let shownDate = "";

/** Epoch milliseconds as ISO 8601 in UTC, as `Date` writes it, several times as fast for neighbouring times. */
export function formatTimestamp(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  if (day !== shownDay) {
    shownDate = new Date(day * DAY_MS).toISOString().slice(0, -"00:00:00.000Z".length);
    shownDay = day;
  }
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  const minute = Math.floor(second / 60);
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}`;
  return `${shownDate}${time}.${UP_TO_999[ms - day * DAY_MS - second * 1000]}Z`;
}

function two(number: number): string {
  return UP_TO_999[number].slice(1);
}

let lastDate = "";
let lastMidnight = Number.NaN;

/** Epoch ms of `YYYY-MM-DD`. Neighbouring records mostly share their date, so the last one is remembered. */
function midnightOf(date: string): number {
  if (date === lastDate) return lastMidnight;
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (match === null) return Number.NaN;
  lastDate = date;
  lastMidnight = utcMidnight(Number(match[1]), Number(match[2]), Number(match[3]));
  return lastMidnight;
}

function utcMidnight(year: number, month: number, day: number): number {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const exists = year >= 1969 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? ms : Number.NaN;
}

/** Milliseconds since midnight UTC of the part behind the date; negative or over a day with an offset. */
function timeOfDay(text: string): number {
  if (text.length === 24 && text[10] === "T" && text[19] === "." && text[23] === "Z") return plainTimeOfDay(text);
  const match = RFC_3339_TIME.exec(text.slice(10));
  if (match === null) return Number.NaN;
  const [, hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return Number.NaN;
  const offsetMinutes = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return clock(Number(hour), Number(minute), Number(second), ms, offsetMinutes);
}

/** The same for the commonest form, `…T01:06:47.123Z`, about four times as fast. */
function plainTimeOfDay(text: string): number {
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const ms = digit(text, 20) * 100 + digit(text, 21) * 10 + digit(text, 22);
  return clock(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17), ms);
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

/** A leap second, 23:59:60 in UTC, counts as the first second of the next day, as in POSIX time. */
function clock(hour: number, minute: number, second: number, ms: number, offsetMinutes = 0): number {
  const utcMinute = hour * 60 + minute - offsetMinutes;
  const isLeapSecond = second === 60 && (utcMinute + MINUTES_A_DAY) % MINUTES_A_DAY === MINUTES_A_DAY - 1;
  if (hour > 23 || minute > 59 || (second > 59 && !isLeapSecond)) return Number.NaN;
  return (utcMinute * 60 + second) * 1000 + ms;
}

/** RFC 850 has two digits for the year: 69 to 99 are 19xx, the others 20xx, as in POSIX. */
function parseRfc850(text: string): number {
  const match = RFC_850.exec(text);
  if (match === null) return Number.NaN;
  const [, day, month, shortYear, hour, minute, second] = match;
  const year = Number(shortYear) + (Number(shortYear) >= 69 ? 1900 : 2000);
  return (
    utcMidnight(year, MONTHS.indexOf(month) + 1, Number(day)) + clock(Number(hour), Number(minute), Number(second), 0)
  );
}
