import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { TIMES } from "../../../payment/formats/timeForms";

// What the runtime's `PaymentTimeTest` reads, too.
const path = join(__dirname, "../../../runtime/beam-flink-runtime/src/test/resources/payment-times.json");
const cases: { as: keyof typeof TIMES; text: string; ms: number | null }[] = JSON.parse(readFileSync(path, "utf8"));

test.each(cases)("$as: $text is $ms", ({ as, text, ms }) => {
  expect(TIMES[as].read(text)).toBe(ms ?? Number.NaN);
});
