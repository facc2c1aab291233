import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { Context } from "apache-beam/coders/coders";
import { FullWindowedValueCoder, GlobalWindowCoder, PaneInfoCoder } from "apache-beam/coders/required_coders";
import { StrUtf8Coder } from "apache-beam/coders/standard_coders";
import { RemoteGrpcPort } from "apache-beam/proto/beam_fn_api";
import { PTransform } from "apache-beam/proto/beam_runner_api";
import { GlobalWindow, type WindowedValue } from "apache-beam/values";
import Long from "long";
import { Reader } from "protobufjs";
import { DataSink } from "../../../beam/worker/dataSink";

const coder = new FullWindowedValueCoder(new StrUtf8Coder(), new GlobalWindowCoder());

interface Sent {
  bundleId: string;
  values: string[];
  isLast: boolean;
}

/** A sink whose channel notes what it is given. */
function createSink() {
  const sent: Sent[] = [];
  const asked: unknown[] = [];
  const state = { bundleId: "1" };
  const channel = {
    send: (bundleId: string, transformId: string, data: Uint8Array, isLast: boolean) => {
      expect(transformId).toBe("write");
      sent.push({ bundleId, values: valuesIn(data), isLast });
    },
  };
  const context = {
    getDataChannel: (url: unknown) => {
      asked.push(url);
      return channel;
    },
    getBundleId: () => state.bundleId,
    pipelineContext: { getCoder: () => coder },
  };
  const payload = RemoteGrpcPort.toBinary({ coderId: "c", apiServiceDescriptor: { url: "tm:1" } as never });
  const transform = PTransform.create({ spec: { urn: "sink", payload } });
  return { sink: new DataSink("write", transform, context as never), sent, asked, state };
}

function element(value: string): WindowedValue<unknown> {
  return {
    value,
    windows: [new GlobalWindow()],
    timestamp: Long.fromNumber(0),
    pane: PaneInfoCoder.ONE_AND_ONLY_FIRING,
  };
}

function valuesIn(data: Uint8Array): string[] {
  const reader = new Reader(data);
  const values: string[] = [];
  while (reader.pos < reader.len)
    values.push((coder.decode(reader, Context.needsDelimiters) as { value: string }).value);
  return values;
}

describe("a bundle's results", () => {
  test("go to the TaskManager that the step names", () => {
    expect(createSink().asked).toEqual(["tm:1"]);
  });

  test("are sent together, with their end, when the bundle ends", async () => {
    const { sink, sent } = createSink();
    await sink.startBundle();
    sink.process(element("a"));
    sink.process(element("b"));
    expect(sent).toEqual([]);
    await sink.finishBundle();
    expect(sent).toEqual([{ bundleId: "1", values: ["a", "b"], isLast: true }]);
  });

  test("of more than a megabyte leave on the way, each once and in order", async () => {
    const { sink, sent } = createSink();
    const values = Array.from({ length: 50 }, (_, index) => `${index} ${"x".repeat(100_000)}`);
    await sink.startBundle();
    for (const value of values) sink.process(element(value));
    await sink.finishBundle();
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.flatMap((message) => message.values)).toEqual(values);
    expect(sent.map(({ isLast }) => isLast)).toEqual(sent.map((_, index) => index === sent.length - 1));
  });

  test("of a bundle that failed are no part of the next one", async () => {
    const { sink, sent, state } = createSink();
    await sink.startBundle();
    sink.process(element("of a failed bundle"));
    state.bundleId = "2";
    await sink.startBundle();
    sink.process(element("a"));
    await sink.finishBundle();
    expect(sent).toEqual([{ bundleId: "2", values: ["a"], isLast: true }]);
  });

  test("may be none: the end is sent all the same", async () => {
    const { sink, sent } = createSink();
    await sink.startBundle();
    await sink.finishBundle();
    expect(sent).toEqual([{ bundleId: "1", values: [], isLast: true }]);
  });
});
