import { avroReaderOf } from "../../../../payment/formats/avro/avroReader";
import { createAvroWriter, PAYMENT_SCHEMA } from "../../../../payment/formats/avro/avroWriter";
import type { AvroFormat } from "../../../../payment/formats/inputFormat";
import { registryInThread } from "../../../registry/registryInThread";

// Two threads have to start.
jest.setTimeout(30_000);

test("a schema is asked for once, also where payments are converted by other rates from now on", async () => {
  const unknown: [number, unknown] = [404, { error_code: 40_403 }];
  const { url, stop } = await registryInThread([200, { schema: JSON.stringify(PAYMENT_SCHEMA) }], unknown);
  try {
    const readWith = (usd: string) => {
      const rates = { base: "EUR", rates: { USD: [{ fromMs: 0, rate: usd }] } };
      const fields: AvroFormat["fields"] = {
        ...{ timestamp: { path: "/timestamp" }, origin: { path: "/origin" }, target: { path: "/target" } },
        ...{ amount: { path: "/amount" }, currency: { path: "/currency", rates } },
      };
      const reader = avroReaderOf({ format: "avro", fields, registry: { url }, unknownSchemaMs: 0 });
      const payment = { timestampMs: 5, origin: "a", target: "b", amountCents: 1, paid: "100.00 USD" };
      return reader.read(createAvroWriter(7)(payment), Number.POSITIVE_INFINITY);
    };
    expect(readWith("0.9")).toMatchObject({ amountCents: 9_000 });
    expect(readWith("0.8")).toMatchObject({ amountCents: 8_000 });
  } finally {
    await stop();
  }
});
