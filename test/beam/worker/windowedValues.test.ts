import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { expect, test } from "@jest/globals";
import { type Coder, Context } from "apache-beam/coders/coders";
import { FullWindowedValueCoder, GlobalWindowCoder, IterableCoder } from "apache-beam/coders/required_coders";
import { IntervalWindowCoder, StrUtf8Coder } from "apache-beam/coders/standard_coders";
import { GlobalWindow, IntervalWindow, Timing, type Window, type WindowedValue } from "apache-beam/values";
import fc from "fast-check";
import Long from "long";
import { Reader, Writer } from "protobufjs";
import { ByteWriter } from "../../../beam/worker/byteWriter";
import { WindowedValues } from "../../../beam/worker/windowedValues";

const instant = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map((ms) => Long.fromString(String(ms)));
const interval = fc
  .tuple(instant, fc.nat({ max: 2 ** 40 }))
  .map(([start, length]) => new IntervalWindow(start, start.add(length)) as Window);
const pane = fc.record({
  timing: fc.constantFrom(Timing.EARLY, Timing.ON_TIME, Timing.LATE),
  index: fc.constant(0),
  onTimeIndex: fc.constant(0),
  isFirst: fc.boolean(),
  isLast: fc.boolean(),
});
const late = fc.record({
  timing: fc.constant(Timing.LATE),
  index: fc.nat({ max: 1000 }),
  onTimeIndex: fc.nat({ max: 1000 }),
  isFirst: fc.constant(false),
  isLast: fc.boolean(),
});
const texts = fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 5 });

function sameBothWays(coder: Coder<WindowedValue<unknown>>, element: WindowedValue<unknown>): void {
  const faster = WindowedValues.faster(coder);
  const theirs = Writer.create();
  coder.encode(element, theirs, Context.needsDelimiters);
  const bytes = theirs.finish();
  const ours = new ByteWriter(8);
  faster.encode(element, ours, Context.needsDelimiters);
  expect(Buffer.from(ours.finish())).toEqual(Buffer.from(bytes));
  for (let time = 0; time < 2; time++) {
    const reader = new Reader(bytes);
    expect(faster.decode(reader, Context.needsDelimiters)).toEqual(element);
    expect(reader.pos).toBe(bytes.length);
  }
}

test("bytes and elements are the SDK's, in interval windows", () => {
  const coder = new FullWindowedValueCoder(new IterableCoder(new StrUtf8Coder()), new IntervalWindowCoder());
  fc.assert(
    fc.property(
      texts,
      fc.array(interval, { minLength: 1, maxLength: 3 }),
      fc.oneof(pane, late),
      instant,
      (value, windows, pane, timestamp) => sameBothWays(coder, { value, windows, pane, timestamp }),
    ),
  );
});

test("bytes and elements are the SDK's, in the global window", () => {
  const coder = new FullWindowedValueCoder(new IterableCoder(new StrUtf8Coder()), new GlobalWindowCoder());
  fc.assert(
    fc.property(texts, pane, instant, (value, pane, timestamp) =>
      sameBothWays(coder, { value, windows: [new GlobalWindow()], pane, timestamp }),
    ),
  );
});

test("a writer gives what it got since it was asked before, at any length", () => {
  const writer = new ByteWriter(1);
  for (const length of [0, 1, 42, 43, 127, 128, 16_383, 16_384, 3_000_000]) {
    const theirs = Writer.create();
    for (const each of [writer, theirs]) each.fork().string("é".repeat(length)).bytes(Buffer.alloc(length, 7)).ldelim();
    expect(Buffer.compare(writer.finish(), theirs.finish())).toBe(0);
  }
  expect(writer.size).toBe(0);
});

test("an end without a beginning is refused", () => {
  expect(() => new ByteWriter().ldelim()).toThrow("ldelim without fork");
});
