import { amount } from "../../payment/amountOption";

test("an amount is exact cents, and zero is one only where nothing else is said", () => {
  expect(amount().parse("10000.5")).toBe(1_000_050);
  expect(amount().parse(0)).toBe(0);
  expect(amount({ above: 0 }).safeParse("0.00").error?.issues[0].message).toBe(
    "a decimal amount above 0 and up to 10^12 with at most 2 fraction digits",
  );
  for (const wrong of ["", "ten", "-1", "1.234", "1e3", "1000000000000.01"]) {
    expect(amount().safeParse(wrong).success).toBe(false);
  }
});
