import fc from "fast-check";
import type { Fields, TextFormat } from "../../../payment/formats/inputFormat";
import { createPaymentReader } from "../../../payment/formats/paymentReader";
import { createPaymentWriter } from "../../../payment/formats/paymentWriter";
import { MAX_AMOUNT_CENTS } from "../../../payment/money";
import { DEAD_LETTER_REASONS, Malformed } from "../../../payment/transaction";

const NOW = Date.UTC(2030, 0, 1);
/** `FUZZ_RECORDS=1000000` for as many of each format. */
const RECORDS = Number(process.env.FUZZ_RECORDS ?? 3_000);

const ISO: Fields = {
  timestamp: { path: "/meta/t", as: "epoch-ms" },
  origin: { path: "/debtor/account/iban" },
  target: { path: "/creditor/account/iban" },
  amount: { path: "/amount/0", as: "decimal-comma" },
};
const COLUMNS: Fields = {
  timestamp: { path: "booked", as: "epoch-s" },
  origin: { path: "from" },
  target: { path: "to" },
  amount: { path: "cents", as: "cents" },
};
const DEFAULTS: Fields = {
  timestamp: { path: "/timestamp" },
  origin: { path: "/origin" },
  target: { path: "/target" },
  amount: { path: "/amount" },
};
const FORMATS: [name: string, TextFormat][] = [
  ["lines", { format: "lines" }],
  ["json", { format: "json", fields: DEFAULTS }],
  ["nested json", { format: "json", fields: ISO }],
  ["csv", { format: "csv", fields: COLUMNS, delimiter: ";", columns: ["cents", "to", "x", "from", "booked"] }],
];

const account = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((name) => name.replace(/[;\0\r\n]/g, "_"))
  .filter((name) => Buffer.byteLength(name) <= 256);
const payment = fc
  .record({
    timestampMs: fc.integer({ min: 0, max: NOW }),
    origin: account,
    target: account,
    amountCents: fc.integer({ min: 1, max: MAX_AMOUNT_CENTS }),
  })
  .filter(({ origin, target }) => origin !== target);

test.each(FORMATS)("a payment reads back from what is written in %s, as text and as bytes", (_, format) => {
  const [reader, write] = [createPaymentReader(format), createPaymentWriter(format)];
  fc.assert(
    fc.property(payment, (transaction) => {
      const written = write(transaction);
      expect(reader.read(written, NOW)).toEqual(transaction);
      expect(reader.read(Buffer.from(written), NOW)).toEqual(transaction);
      expect(reader.read(new Uint8Array(Buffer.from(written)), NOW)).toEqual(transaction);
    }),
  );
});

const spoil = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc
    .constantFrom("{", "}", "[", '"', "\\", ",", ";", ":", "null", "1e400", "NaN", "\ufeff", "\0", "\r", " ", "-")
    .map((text) => new Uint8Array(Buffer.from(text))),
);
const spoiled = fc.tuple(payment, fc.array(fc.tuple(fc.nat(), spoil, fc.nat(4)), { maxLength: 3 }));

test.each(FORMATS)(
  "of any number of spoiled records in %s each is a payment or a dead letter",
  (name, format) => {
    const [reader, write] = [createPaymentReader(format), createPaymentWriter(format)];
    const counts = { read: 0, good: 0, dead: 0 };
    const reasons = new Map<string, number>();
    fc.assert(
      fc.property(spoiled, ([transaction, spoils]) => {
        let bytes: Buffer = Buffer.from(write(transaction));
        for (const [place, piece, cut] of spoils) {
          const at = place % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + cut)]);
        }
        counts.read++;
        const parsed = reader.read(bytes, NOW);
        if (parsed instanceof Malformed) {
          counts.dead++;
          reasons.set(parsed.reason, (reasons.get(parsed.reason) ?? 0) + 1);
          if (!DEAD_LETTER_REASONS.includes(parsed.reason) || parsed.detail === "") throw new Error(parsed.detail);
          if (parsed.detail.length > 400) throw new Error(`a detail of ${parsed.detail.length} characters`);
          return;
        }
        counts.good++;
        // What is taken is sound enough to be written as a line that is taken.
        if (!isSound(parsed)) throw new Error(JSON.stringify(parsed));
      }),
      { numRuns: RECORDS, endOnFailure: true },
    );
    expect(counts.read).toBe(RECORDS);
    expect(counts.good + counts.dead).toBe(RECORDS);
    if (process.env.FUZZ_RECORDS !== undefined) console.log(name, counts, Object.fromEntries(reasons));
  },
  3_600_000,
);

const LINES = createPaymentReader({ format: "lines" });
const toLine = createPaymentWriter({ format: "lines" });

function isSound(taken: Parameters<typeof toLine>[0]): boolean {
  const again = LINES.read(toLine(taken), NOW);
  return !(again instanceof Malformed) && JSON.stringify(again) === JSON.stringify(taken);
}
