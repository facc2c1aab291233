import { createAvroWriter, PAYMENT_SCHEMA } from "../../payment/formats/avro/avroWriter";
import { registryInThread } from "../registry/registryInThread";
import { at, tx } from "../transforms/payments";
import { detectInLines } from "./detectInLines";
import { lines, settings } from "./detection";

test("payments in Avro raise the same alerts as lines, once the registry that was away has come back", async () => {
  const { url, stop } = await registryInThread([503, {}], [401, {}], [200, { schema: JSON.stringify(PAYMENT_SCHEMA) }]);
  const warned = jest.spyOn(console, "warn").mockImplementation(() => {});
  try {
    const payments = [tx("a", "b", 6_000, at(0)), tx("a", "b", 5_000.25, at(1)), tx("c", "d", 1, at(2))];
    const write = createAvroWriter(7);
    const fields = {
      timestamp: { path: "/timestamp" },
      origin: { path: "/origin" },
      target: { path: "/target" },
      amount: { path: "/amount" },
    };
    const format = { format: "avro", fields, registry: { url } } as const;
    const poison = [write(payments[0]).subarray(0, 9), "a;b", Buffer.alloc(0)];
    const expected = await detectInLines(lines(payments), settings());
    const found = await detectInLines([...payments.map(write), ...poison], { ...settings(), format });
    expect(expected.alerts).toHaveLength(1);
    expect(found.alerts).toEqual(expected.alerts);
    expect([...found.deadLetters]).toEqual([["bad-avro", 3]]);
    expect(warned.mock.calls.flat()).toContainEqual(expect.stringMatching(/^waiting for schema 7 of http:.*503/));
  } finally {
    warned.mockRestore();
    await stop();
  }
}, 30_000);
