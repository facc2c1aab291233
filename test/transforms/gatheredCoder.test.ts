import { expect, test } from "@jest/globals";
import protobuf from "protobufjs";
import { placesOf } from "../../rules/place";
import { parseRuleSet } from "../../rules/ruleSet";
import { addPayment, emptySummary } from "../../rules/summary/summary";
import { GatheredCoder, type Gatherings } from "../../transforms/gatheredCoder";
import { SummaryCoder } from "../../transforms/summaryCoder";
import { at, tx } from "./payments";

function encoded(value: Gatherings, coder = new GatheredCoder()): Uint8Array {
  const writer = protobuf.Writer.create();
  coder.encode(value as never, writer);
  return writer.finish();
}

const decoded = (bytes: Uint8Array) => new GatheredCoder().decode(protobuf.Reader.create(bytes));

test("a rule comes back as it was", () => {
  const rule = { offset: 2 ** 40, appendedMs: Date.UTC(2026, 0, 5), text: '{"id":"é"}' };
  expect(decoded(encoded(rule))).toEqual(rule);
});

test("a summary is the same bytes as without rules: what is in state stays", () => {
  const file = "{ rules: [{ id: r, title: r, key: pair, window: { session: 10m }, when: total > 1 && largest > 1 }] }";
  const { views } = parseRuleSet(file, "f");
  const [{ taken, interval }] = placesOf(views, tx("a", "b", 3, at(0)), () => {});
  const summary = emptySummary(views[0].keeping, interval);
  addPayment(summary, taken, interval);
  const bytes = encoded(summary);
  expect(bytes).toEqual(encoded(summary, new SummaryCoder() as never));
  expect(decoded(bytes)).toEqual(summary);
});
