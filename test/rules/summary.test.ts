import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import protobuf from "protobufjs";
import type { Transaction } from "../../payment/transaction";
import type { Count } from "../../rules/conditions/units";
import { MAX_ACCOUNTS } from "../../rules/folds/accounts";
import { FOLDS } from "../../rules/folds/folds";
import { slotKind } from "../../rules/folds/slot";
import { earliest } from "../../rules/summary/evidence";
import { layoutOf } from "../../rules/summary/layout";
import { addPayment, copyOf, emptySummary, kept, mergeInto, type Summary } from "../../rules/summary/summary";
import { decodeSummary } from "../../rules/summary/summaryCoder";
import { at, START_MS, tx } from "../transforms/payments";
import { bytesOf } from "./inParts";
import { payments } from "./payments";

const all = Object.values(FOLDS).map((fold) => slotKind(fold, "outgoing"));
const layout = layoutOf(all.map(({ id }) => id).sort((a, b) => a - b));
const KEEPING = { layout, maxEvidence: 3 };

function summaryOf(some: Transaction[], keeping = KEEPING): Summary {
  const summary = emptySummary(keeping, { startMs: Infinity, endMs: -Infinity });
  for (const payment of some) {
    const { timestampMs, target } = payment;
    const counts = keeping.layout.ids.map(() => payment.amountCents % 2 === 0);
    const taken = { payment, counterparty: target, outgoing: target !== "b", counts };
    addPayment(summary, taken, { startMs: timestampMs, endMs: timestampMs + 1 });
  }
  return summary;
}

function plain(summary: Summary) {
  const { ids } = summary.layout;
  const values = ids.map((id) => kept(summary, id)).map((value) => (value instanceof Set ? [...value].sort() : value));
  return { ...summary, evidence: earliest(summary.evidence, 3), layout: [...ids], values };
}

const some = payments.filter(({ length }) => length > 0);

describe("a summary", () => {
  test("is the same in any order and any parts, and parts stay as they are", () => {
    fc.assert(
      fc.property(some, fc.nat(), (arrival, split) => {
        const whole = plain(summaryOf(arrival));
        expect(plain(summaryOf(arrival.toReversed()))).toEqual(whole);
        const cut = split % arrival.length;
        const left = summaryOf(arrival.slice(0, cut));
        const right = summaryOf(arrival.slice(cut));
        const before = plain(right);
        const sum = copyOf(left);
        mergeInto(sum, right);
        expect(plain(sum)).toEqual(whole);
        expect(plain(right)).toEqual(before);
        expect(plain(left)).toEqual(plain(summaryOf(arrival.slice(0, cut))));
      }),
    );
  });

  test("comes back from its bytes as it was", () => {
    fc.assert(
      fc.property(some, (arrival) => {
        const summary = summaryOf(arrival);
        const evidence = earliest(summary.evidence, KEEPING.maxEvidence);
        expect(decodeSummary(protobuf.Reader.create(bytesOf(summary)))).toEqual({ ...summary, evidence });
      }),
    );
  });

  test("of bytes that are cut or of another version is none", () => {
    const bytes = bytesOf(summaryOf([tx("a", "b", 1, at(0)), tx("a", "c", 2, at(1))]));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSummary(protobuf.Reader.create(bytes.slice(0, length)))).toThrow(RangeError);
    }
    const other = Uint8Array.from(bytes);
    other[0] = 2;
    expect(() => decodeSummary(protobuf.Reader.create(other))).toThrow("found a summary of version 2, expected 1");
  });

  test("takes at most 200 bytes without evidence, a hundred payments of ten accounts with all that there is", () => {
    const many = Array.from({ length: 100 }, (_, i) => tx("a", `acct-${i % 10}`, 1_000 + i, at(i)));
    const summary = { ...summaryOf(many), evidence: [] };
    expect(bytesOf(summary).length).toBeLessThanOrEqual(200);
  });

  test("of payments that were gathered for other rules keeps what both have", () => {
    const [one, two, three] = [slotKind(FOLDS.count), slotKind(FOLDS.sum), slotKind(FOLDS.largest)];
    const keeping = (...slots: { id: number }[]) => ({
      layout: layoutOf(slots.map(({ id }) => id).sort((a, b) => a - b)),
      maxEvidence: 3,
    });
    const older = summaryOf([tx("a", "b", 2, at(0))], keeping(one, two));
    const newer = summaryOf([tx("a", "b", 4, at(1))], keeping(two, three));
    for (const [a, b] of [
      [older, newer],
      [newer, older],
    ]) {
      const sum = copyOf(a);
      mergeInto(sum, b);
      expect([one, two, three].map(({ id }) => kept(sum, id))).toEqual([undefined, 600, undefined]);
      expect(sum.totalCents).toBe(600);
      expect(sum.count).toBe(2);
    }
  });

  test("holds less than twice the evidence it may show, the earliest", () => {
    const summary = summaryOf(Array.from({ length: 1_000 }, (_, i) => tx("a", "b", 1, at(0, -i))));
    expect(summary.evidence.length).toBeLessThan(6);
    expect(earliest(summary.evidence, 3).map(({ timestampMs }) => START_MS - timestampMs)).toEqual([999, 998, 997]);
    expect(summary.count).toBe(1_000);
  });

  test("tells accounts apart up to the bound, in any order, and forgets them above it", () => {
    const { accounts } = FOLDS;
    const setOf = (from: number, to: number) => {
      let value = accounts.empty();
      for (let i = from; i < to; i++) value = accounts.add(value, tx("a", "b", 1, at(0)), `acct-${i}`);
      return value;
    };
    const count = (value: ReturnType<typeof setOf>) => Number((accounts.read(value) as Count).numerator);
    expect(count(setOf(0, MAX_ACCOUNTS))).toBe(MAX_ACCOUNTS);
    expect(setOf(0, MAX_ACCOUNTS + 1)).toBe("more");
    expect(count("more")).toBe(MAX_ACCOUNTS + 1);
    const halves = [setOf(0, 600), setOf(400, 1_000), setOf(999, 1_001)];
    expect(count(accounts.merge(accounts.copy(halves[0]), halves[1]))).toBe(1_000);
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const sum = order.map((i) => accounts.copy(halves[i])).reduce((a, b) => accounts.merge(a, b));
      expect(sum).toBe("more");
    }
  });
});
