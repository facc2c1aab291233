import { ParseTransaction } from "../../transforms/parseTransactions";

const SKEW_MS = 300_000;
type Settings = Parameters<ParseTransaction["startBundle"]>[0];
const SETTINGS = { maxFutureSkewMs: SKEW_MS, maxRecordBytes: 1_000 } as Settings;
const START_MS = Date.UTC(2026, 2, 2, 9);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What becomes of a payment that is made so many ms after the wall clock's time. */
function reasonFor(parser: ParseTransaction, aheadMs: number): string | undefined {
  const value = `${new Date(Date.now() + aheadMs).toISOString()};a;b;1`;
  const [parsed] = parser.process({ value });
  return "deadLetters" in parsed ? parsed.deadLetters.reason : undefined;
}

test("in a bundle that lasts for days, as on a live pipe, payments of the present are none of the future", () => {
  jest.setSystemTime(START_MS);
  const parser = new ParseTransaction();
  parser.startBundle(SETTINGS);
  for (const days of [0, 1, 2]) {
    jest.setSystemTime(START_MS + days * 86_400_000);
    expect(reasonFor(parser, 0)).toBeUndefined();
    expect(reasonFor(parser, SKEW_MS)).toBeUndefined();
    expect(reasonFor(parser, SKEW_MS + 1)).toBe("future-timestamp");
  }
});
