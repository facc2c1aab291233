import { checkOptions, wantedRate } from "../../generator/config";
import { toLines } from "../../generator/faults/toLines";
import { linesFor } from "../../generator/lines";
import { createAccounts } from "../../generator/traffic/accounts";
import { createRandom } from "../../generator/traffic/random";
import { Malformed, parseTransaction } from "../../payment/transaction";
import { optionsOf } from "./settings";

const startMs = Date.UTC(2017, 6, 23);
const linesOf = (...argv: string[]) => [...linesFor(optionsOf(argv), startMs)];
const valuesOf = (...argv: string[]) => linesOf(...argv).map(({ value }) => Buffer.from(value).toString("latin1"));

test("without flags: one payment a second between accounts 0 to 9, never to oneself, whole amounts under 10,000", () => {
  const lines = linesOf("--count", "500");
  lines.forEach(({ value, key, timestampMs }, index) => {
    const payment = parseTransaction(value as string, Number.MAX_SAFE_INTEGER);
    if (payment instanceof Malformed) throw new Error(payment.detail);
    expect(payment.timestampMs).toBe(startMs + index * 1_000);
    expect(timestampMs).toBe(payment.timestampMs);
    expect(key).toBe(`${payment.origin};${payment.target}`);
    expect(payment.origin).toMatch(/^[0-9]$/);
    expect(payment.target).toMatch(/^[0-9]$/);
    expect(payment.amountCents).toBeLessThan(1_000_000);
    expect(payment.amountCents % 100).toBe(0);
  });
});

const ALL = "--count 3000 --schemes 10% --late 2% --out-of-order 5% --duplicates 3% --malformed 2% --offsets 10%".split(
  " ",
);

test("the same seed gives the same lines, with every fault and pattern on", () => {
  expect(valuesOf(...ALL)).toEqual(valuesOf(...ALL));
  expect(valuesOf(...ALL, "--seed", "2")).not.toEqual(valuesOf(...ALL));
});

test("schemes leave the honest payments as they were", () => {
  const honest = (...argv: string[]) =>
    linesOf(...argv)
      .filter(({ payment }) => payment?.scheme === undefined)
      .map(({ payment }) => payment?.transaction.amountCents);
  const without = honest("--count", "300");
  const beside = honest("--count", "300", "--schemes", "10%");
  expect(beside).toEqual(without.slice(0, beside.length));
});

test("shares come out as asked", () => {
  const lines = linesOf("--count", "60000", "--accounts", "1000", ...ALL.slice(2));
  const expectShare = (wanted: number, matches: (line: (typeof lines)[number]) => boolean) => {
    const share = lines.filter(matches).length / lines.length;
    expect([share > 0.8 * wanted, share < 1.25 * wanted, share]).toEqual([true, true, share]);
  };
  const isMalformed = ({ value }: (typeof lines)[number]) =>
    typeof value !== "string" || parseTransaction(value, startMs + 1e9) instanceof Malformed;
  expectShare(0.1, ({ payment }) => payment?.scheme !== undefined);
  expectShare(0.1, ({ value }) => /[+-]\d\d:\d\d;/.test(String(value)));
  expectShare(0.05, ({ dueMs, timestampMs }) => dueMs > timestampMs && dueMs - timestampMs <= 30_000);
  expectShare(0.02, ({ dueMs, timestampMs }) => dueMs - timestampMs === 3_600_000);
  expectShare(0.03, (line) => line.payment === undefined && !isMalformed(line));
  expectShare(0.018, isMalformed);
  const malformed = lines.filter(isMalformed);
  expect(malformed.every(({ payment, key }) => payment === undefined && key.includes(";"))).toBe(true);
});

test("lines leave when they are due, late ones an hour after their time", () => {
  const lines = linesOf("--count", "9000", "--late", "5%", "--out-of-order", "5%", "--duplicates", "5%");
  const due = lines.map(({ dueMs }) => dueMs);
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(lines.filter(({ dueMs, timestampMs, payment }) => !payment && dueMs > timestampMs).length).toBeGreaterThan(15);
  expect(lines.filter(({ dueMs, timestampMs }) => dueMs - timestampMs === 3_600_000).length).toBeGreaterThan(100);
});

test("late payments sent twice do not hold up the others: ten minutes at 100/s are ten minutes of lines", () => {
  const lines = linesOf("--rate", "100/s", "--duration", "10m", "--late", "1%", "--duplicates", "1%");
  expect(lines.length).toBeGreaterThan(59_500);
  expect(lines.at(-1)?.dueMs).toBe(startMs + 599_990);
});

test("while too many lines wait, others leave at once and are due at once", () => {
  const payments = Array.from({ length: 1_000 }, (_, number) => ({
    transaction: { timestampMs: startMs + number, origin: "a", target: "b", amountCents: 100 },
  }));
  const options = optionsOf(["--late", "10%", "--duplicates", "50%"]);
  const faults = { ...options, lateByMs: 3_600_000, outOfOrderByMs: 1, mostDelayed: 20 };
  const lines = [...toLines(payments, createRandom(1, "test"), faults)];
  const due = lines.map(({ dueMs }) => dueMs);
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(lines.filter(({ payment }) => payment !== undefined)).toHaveLength(1_000);
  const late = lines.filter(({ dueMs, timestampMs }) => dueMs > timestampMs).length;
  expect([late >= 20, late <= 21]).toEqual([true, true]);
});

test("an offset names the same instant", () => {
  for (const { value, timestampMs } of linesOf("--count", "200", "--offsets", "1")) {
    expect(parseTransaction(value as string, Number.MAX_SAFE_INTEGER)).toMatchObject({ timestampMs });
  }
});

test("rate, speed and duration make simulated time: a minute at 10/s and 60x is an hour of the clock's minute", () => {
  const lines = linesOf("--rate", "10/s", "--speed", "60x", "--duration", "1h");
  expect(lines).toHaveLength(600);
  expect(linesOf("--rate", "10/s", "--speed", "max", "--duration", "1m")).toHaveLength(600);
});

test("honest habits come in the shares asked for, ordinary payments make up the rest", () => {
  const lines = linesOf(
    ..."--count 30000 --accounts 2000 --rate 1/s --honest shops=30%,pay-days=0.1,families".split(" "),
  );
  const shareOf = (wanted?: string) => lines.filter(({ payment }) => payment?.profile === wanted).length / lines.length;
  expect(shareOf("shops")).toBeCloseTo(0.3, 1);
  expect(shareOf("pay-days")).toBeCloseTo(0.1, 1);
  expect(shareOf("families")).toBeGreaterThan(0.02);
  expect(shareOf(undefined)).toBeCloseTo(0.56, 1);
  const times = lines.map(({ timestampMs }) => timestampMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("all payments may be of habits, and they end when told to", () => {
  const lines = linesOf(..."--count 500 --honest shops=50%,rent=50%".split(" "));
  expect(lines).toHaveLength(500);
  expect(lines.every(({ payment }) => payment?.profile !== undefined)).toBe(true);
});

test("arrivals by the hours of a day: few payments by night, the rate of a day as asked", () => {
  const lines = linesOf(..."--rate 0.2/s --arrivals daily --duration 5d --honest shops".split(" "));
  const within = (from: number, to: number) =>
    lines.filter(
      ({ timestampMs }) => new Date(timestampMs).getUTCHours() >= from && new Date(timestampMs).getUTCHours() < to,
    );
  expect(within(1, 5).length).toBeLessThan(0.3 * within(11, 15).length);
  expect(lines.length / (0.2 * 5 * 86_400)).toBeCloseTo(1, 1);
});

test("kinds and shares that are none are refused in a line, with what was meant", () => {
  const refused = (...argv: string[]) => {
    try {
      optionsOf(argv);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  expect(refused("--honest", "pay-day")).toMatch(
    /^--honest: found "pay-day", expected ordinary, all, or .*; did you mean pay-days\?$/,
  );
  expect(refused("--honest", "shops=60%,rent=50%")).toBe(
    '--honest: found "shops=60%,rent=50%", expected shares of at most 100% together: these are 110%',
  );
  expect(refused("--honest", "shops,shops")).toMatch(/each kind once, but shops comes twice$/);
  expect(refused("--kinds", "pass-trough=2,cycle")).toMatch(/; did you mean pass-through\?$/);
  expect(refused("--kinds", "qick")).toMatch(/; did you mean quick\?$/);
  expect(refused("--kinds", "something")).toMatch(
    /^--kinds: found "something", expected quick, slow, all, or kinds [^;]*$/,
  );
  for (const bad of ["shops=0", "shops=x", "shops=", "shops=1=2", "shops=-1%", "", "shops,,rent"]) {
    expect(refused("--honest", bad)).toMatch(/^--honest: found .* expected ordinary, all/);
    expect(refused("--honest", bad)).not.toMatch(/\n/);
  }
  expect(refused("--schemes", "110%")).toMatch(/^--schemes: found "110%", expected a share/);
});

test("the busiest of many accounts pays far more often than the others", () => {
  const accounts = createAccounts({ count: 1_000_000, skew: 1 });
  const random = createRandom(1, "test");
  const drawn = Array.from({ length: 50_000 }, () => accounts.drawBusy(random));
  const busiest = drawn.filter((account) => account === "0").length;
  expect(busiest / drawn.filter((account) => account === "1").length).toBeCloseTo(1.7, 0);
  expect(drawn.every((account) => Number(account) >= 0 && Number(account) < 1_000_000)).toBe(true);
});

test("GEN_WAIT_SEC is the pause between payments, as it was; --rate wins", () => {
  expect(wantedRate(optionsOf([], { GEN_WAIT_SEC: "5" }))).toBe(0.2);
  expect(wantedRate(optionsOf([], { GEN_WAIT_SEC: "0" }))).toBe(Number.POSITIVE_INFINITY);
  expect(wantedRate(optionsOf(["--rate", "6/m"], { GEN_WAIT_SEC: "5" }))).toBe(0.1);
});

test("options that do not go together are refused by name", () => {
  const check =
    (...argv: string[]) =>
    () =>
      checkOptions(optionsOf(argv), startMs);
  expect(check()).toThrow(/--brokers is missing.*Usage:/);
  expect(check("--broker", "a:1", "--start", "2017-07-24T00:00:00Z")).toThrow(/--start.*Kafka refuses/);
  expect(check("--out", "-", "--start", "2017-07-24T00:00:00Z")).not.toThrow();
  expect(check("--out", "-", "--truth-topic", "t")).toThrow(/--truth-topic: needs --brokers/);
  expect(check("--out", "-", "--rate", "max", "--speed", "max")).toThrow(/--rate max/);
  expect(() => optionsOf(["--kinds", "cycel"])).toThrow(/--kinds.*structuring, slow-structuring/);
  expect(() => optionsOf(["--rate", "fast", "--parts", "9..4", "--start", "noon"])).toThrow(
    /--rate.*\n--start.*\n--parts/,
  );
});
