import { typedAmount } from "../../../viewer/page/list/typedAmount.js";

test.each([
  ["", undefined],
  ["0", 0n],
  ["20000", 2_000_000n],
  ["20000.5", 2_000_050n],
  ["20,50", 2_050n],
  ["20.50", 2_050n],
  ["20,000", 2_000_000n],
  ["20,000.50", 2_000_050n],
  ["20.000,50", 2_000_050n],
  ["1.000.000", 100_000_000n],
  ["1,00,000.5", 10_000_050n],
  ["20 000,50", 2_000_050n],
  ["20\u202f000", 2_000_000n],
  ["20'000.50", 2_000_050n],
  [" 9500. ", 950_000n],
  ["90071992547409930000000.02", 9007199254740993000000002n],
])("%p is %p cents", (typed, cents) => {
  expect(typedAmount(typed)).toEqual({ cents, problem: "" });
});

test.each(["lots", "-5", "20.00050", "1,2,3", "1.000,000", "20,000,50", "1 2", "1e5", "9".repeat(41)])(
  "%p is refused with a word",
  (typed) => {
    expect(typedAmount(typed)).toEqual({ problem: `“${typed}” is no amount such as 9500 or 9,500.50` });
  },
);

test("what may be two amounts is neither", () => {
  expect(typedAmount("20.000").problem).toBe("“20.000” may be 20 or 20,000: write 20.00 or 20000");
});
