import { Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import type { Elements } from "apache-beam/proto/beam_fn_api";
import { beamFnDataDefinition } from "apache-beam/proto/beam_fn_api.grpc-server";
import { DataChannel } from "../../../beam/worker/dataChannel";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Stream = ServerDuplexStream<Elements, Elements>;

/** A TaskManager's data service with the worker's channel to it. */
async function connected() {
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  const streams: Stream[] = [];
  const received: Elements["data"] = [];
  let workerId: unknown;
  const data = (stream: Stream) => {
    streams.push(stream);
    [workerId] = stream.metadata.get("worker_id");
    stream.on("data", (elements: Elements) => received.push(...elements.data));
    stream.on("end", () => stream.end());
    stream.on("error", () => undefined);
  };
  server.addService(beamFnDataDefinition, { data });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const lost: Error[] = [];
  const channel = new DataChannel(`127.0.0.1:${port}`, "worker-1", (error) => lost.push(error));
  closing.push(
    () => channel.close(),
    () => server.forceShutdown(),
  );
  await until(() => streams.length === 1);
  const send = (instructionId: string, transformId: string, text: string, isLast = false) =>
    streams[0].write({ data: [{ instructionId, transformId, data: Buffer.from(text), isLast }], timers: [] });
  return { channel, server, received, lost, send, workerId: () => workerId };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

/** Collects what a bundle reads, as text. */
function reader(channel: DataChannel, bundle: string, transform = "read") {
  const seen: string[] = [];
  const done = channel.receive(bundle, transform, async (data) => void seen.push(Buffer.from(data).toString()));
  return { seen, done };
}

describe("the elements between a TaskManager and a worker", () => {
  test("the worker says which one it is", async () => {
    expect((await connected()).workerId()).toBe("worker-1");
  });

  test("each bundle and step reads its own, whatever the order in which they come", async () => {
    const { channel, send } = await connected();
    send("2", "read", "early", true);
    const one = reader(channel, "1");
    const other = reader(channel, "1", "other");
    send("1", "other", "c", true);
    send("1", "read", "a");
    send("1", "read", "b");
    send("1", "read", "", true);
    await Promise.all([one.done, other.done]);
    expect([one.seen, other.seen]).toEqual([["a", "b"], ["c"]]);
    const two = reader(channel, "2");
    await two.done;
    expect(two.seen).toEqual(["early"]);
  });

  test("a bundle that is over is forgotten: its id may come again", async () => {
    const { channel, send } = await connected();
    send("1", "read", "a", true);
    await reader(channel, "1").done;
    send("1", "read", "b", true);
    const again = reader(channel, "1");
    await again.done;
    expect(again.seen).toEqual(["b"]);
  });

  test("a bundle that fails is forgotten too", async () => {
    const { channel, send } = await connected();
    send("1", "read", "a");
    const failing = channel.receive("1", "read", async () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    send("1", "read", "b", true);
    const again = reader(channel, "1");
    await again.done;
    expect(again.seen).toEqual(["b"]);
  });

  test("results go out in order, with one end", async () => {
    const { channel, received } = await connected();
    channel.send("1", "write", Buffer.from("a"), false);
    channel.send("1", "write", Buffer.from("b"), true);
    channel.send("2", "write", new Uint8Array(), true);
    await until(() => received.length === 4);
    expect(
      received.map(({ instructionId, data, isLast }) => [instructionId, Buffer.from(data).toString(), isLast]),
    ).toEqual([
      ["1", "a", false],
      ["1", "b", false],
      ["1", "", true],
      ["2", "", true],
    ]);
  });

  test("a message of many megabytes passes both ways", async () => {
    const { channel, received, send } = await connected();
    const large = "x".repeat(6_000_000);
    send("1", "read", large, true);
    const { seen, done } = reader(channel, "1");
    await done;
    expect(seen[0]).toHaveLength(large.length);
    channel.send("1", "write", Buffer.from(large), true);
    await until(() => received.length === 2);
    expect(received[0].data).toHaveLength(large.length);
  });

  test("a TaskManager that vanishes is told", async () => {
    const { lost, server } = await connected();
    server.forceShutdown();
    await until(() => lost.length === 1);
  });
});
