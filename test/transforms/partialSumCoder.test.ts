import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Reader, Writer } from "protobufjs";
import { MAX_AMOUNT_CENTS } from "../../payment/money";
import { MAX_COUNTERPARTIES } from "../../transforms/counterparties";
import { addSum, type PartialSum, startSum } from "../../transforms/partialSum";
import { PartialSumCoder } from "../../transforms/partialSumCoder";
import { at, sumOf, tx } from "./payments";

const coder = new PartialSumCoder();

function bytesOf(sum: PartialSum): Buffer {
  const writer = Writer.create();
  coder.encode(sum, writer);
  return Buffer.from(writer.finish());
}

function throughBytes(...sums: PartialSum[]): PartialSum[] {
  const writer = Writer.create();
  for (const sum of sums) coder.encode(sum, writer);
  const reader = Reader.create(writer.finish());
  const decoded = sums.map(() => coder.decode(reader));
  expect(reader.pos).toBe(reader.len);
  return decoded;
}

test("a sum of hundreds of payments, over 2^53 cents and with any names, comes back whole", () => {
  const sum = sumOf(tx("🏦", "银行", 10 ** 12, at(0)), "target");
  for (let i = 1; i <= 300; i++) addSum(sum, sumOf(tx(`Zoë ${i} \u0001`, "银行", 10 ** 12, at(0, i)), "target"), 1_000);
  expect(sum.totalCents).toBe(301n * BigInt(MAX_AMOUNT_CENTS));
  expect(throughBytes(sum)).toEqual([sum]);
});

test("ids come back with their payments, and those without have none", () => {
  const sum = sumOf({ ...tx("Zoë", "b", 1, at(0)), id: "P-1 🏦" }, "target");
  addSum(sum, sumOf(tx("Zoë", "b", 1, at(1)), "target"), 10);
  const pair = sumOf({ ...tx("a", "b", 1, at(0)), id: "7" }, "pair");
  expect(throughBytes(sum, pair)).toEqual([sum, pair]);
  expect(sum.evidence.map(({ id }) => id)).toEqual(["P-1 🏦", undefined]);
});

test("the bytes are pinned: Flink's state is full of them", () => {
  const sum = sumOf(tx("Zoë", "b", 12.34, at(0)), "target");
  addSum(sum, sumOf(tx("c", "b", 10 ** 12, at(1)), "target"), 10);
  const ofPair = startSum(tx("a", "b", 1, 60_000), "pair", -480_000, 120_000);
  const pinned = {
    "0000a869dcca7942a0a42800e0d4030201d289e983b1de160200d209045a6fc3abe0d4038080e983b1de16016303045a6fc3ab0163": sum,
    "00000000004c1dc1c0cf24e0fa2000010010393030373139393235343734303939320100640000": {
      ...ofPair,
      totalCents: 2n ** 53n,
    },
  };
  for (const [hex, value] of Object.entries(pinned)) {
    expect(bytesOf(value).toString("hex")).toBe(hex);
    expect(coder.decode(Reader.create(Buffer.from(hex, "hex")))).toEqual(value);
  }
});

test("a sum with more counterparties than are kept is read, as earlier versions wrote it, and written without the rest", () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `account ${i}`);
  const sum = { ...sumOf(tx("a", "b", 1, at(0)), "target"), counterparties: new Set(names) };
  expect(throughBytes(sum)[0].counterparties).toEqual(new Set(names.toSorted().slice(0, MAX_COUNTERPARTIES + 1)));
  // A varint of two bytes for each length of 4,096 to 20,001 names follows what the sums have in common.
  const small = bytesOf({ ...sum, counterparties: new Set(names.slice(0, 2_000)) });
  const text = names.slice(2_000).map((name) => Buffer.concat([Buffer.of(name.length), Buffer.from(name)]));
  const head = small.indexOf(Buffer.concat([Buffer.of(9), Buffer.from(names[0])]));
  const count = Writer.create().uint32(20_001).finish();
  const whole = Buffer.concat([small.subarray(0, head - 2), count, small.subarray(head), ...text]);
  expect(coder.decode(Reader.create(whole)).counterparties).toEqual(new Set(names));
});

test("totals on both sides of 2^53 come back as they were", () => {
  for (const totalCents of [0, 1, 36 ** 10, Number.MAX_SAFE_INTEGER, 2n ** 53n, 2n ** 53n + 1n, 10n ** 40n]) {
    const sum = { ...sumOf(tx("a", "b", 1, at(0))), totalCents };
    const [decoded] = throughBytes(sum);
    expect(BigInt(decoded.totalCents)).toBe(BigInt(totalCents));
    expect(typeof decoded.totalCents).toBe(typeof totalCents);
  }
});

test("a sliding window that starts before 1970 comes back", () => {
  const sum = startSum(tx("a", "b", 1, 60_000), "pair", -480_000, 120_000);
  expect(throughBytes(sum)).toEqual([sum]);
});

/** No payment has an account or an id with a NUL. */
const name = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "_"));
const payment = fc.record(
  {
    timestampMs: fc.integer({ min: at(0), max: at(600) }),
    amountCents: fc.integer({ min: 1, max: MAX_AMOUNT_CENTS }),
    counterparty: name,
    id: name.filter((text) => text !== ""),
  },
  { requiredKeys: ["timestampMs", "amountCents", "counterparty"] },
);
const sums = fc.record({
  startMs: fc.integer({ min: -(10 ** 9), max: at(0) }),
  endMs: fc.integer({ min: at(600), max: 4 * 10 ** 12 }),
  firstMs: fc.constant(at(0)),
  lastMs: fc.integer({ min: at(0), max: at(600) }),
  count: fc.integer({ min: 1, max: 2 ** 40 }),
  totalCents: fc.oneof(
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    fc.bigInt({ min: 2n ** 53n, max: 10n ** 60n }),
  ),
  evidence: fc.array(payment, { maxLength: 250 }),
  counterparties: fc.option(
    fc.uniqueArray(fc.string({ unit: "binary" })).map((names) => new Set(names)),
    {
      nil: undefined,
    },
  ),
});

test("any sums come back one after the other", () => {
  fc.assert(
    fc.property(sums, sums, (a, b) => {
      expect(throughBytes(a, b)).toEqual([a, b]);
    }),
    { numRuns: 50 },
  );
});
