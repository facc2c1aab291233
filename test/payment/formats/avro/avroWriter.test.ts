import { createAvroWriter, PAYMENT_SCHEMA } from "../../../../payment/formats/avro/avroWriter";
import type { Fields } from "../../../../payment/formats/inputFormat";
import { MAX_AMOUNT_CENTS } from "../../../../payment/money";
import { readerOf } from "./written";

const DEFAULT_PLACES: Fields = {
  timestamp: { path: "/timestamp", as: "rfc3339" },
  origin: { path: "/origin" },
  target: { path: "/target" },
  amount: { path: "/amount", as: "decimal" },
};

test("what is written reads back the same, where fields are by default", () => {
  const write = createAvroWriter(1);
  const reader = readerOf(DEFAULT_PLACES, PAYMENT_SCHEMA);
  for (const amountCents of [1, 99, 100, 999_999, MAX_AMOUNT_CENTS]) {
    const payment = { timestampMs: Date.UTC(2026, 0, 5), origin: "a", target: "b€", amountCents };
    expect(reader.read(write(payment), Number.POSITIVE_INFINITY)).toEqual(payment);
  }
});
