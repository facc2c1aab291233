import { setTimeout as pause } from "node:timers/promises";
import { InputStream } from "../../../beam/worker/inputStream";

const piece = (text: string) => ({ data: Buffer.from(text), isLast: false });
const end = { data: new Uint8Array(), isLast: true };

describe("a bundle's input", () => {
  test("what came before the bundle was asked for is not lost", async () => {
    const stream = new InputStream();
    stream.push(piece("a"));
    stream.push(end);
    const seen: string[] = [];
    await stream.readAll(async (data) => void seen.push(Buffer.from(data).toString()));
    expect(seen).toEqual(["a"]);
  });

  test("the end does not overtake a message that is still worked on", async () => {
    const stream = new InputStream();
    const seen: string[] = [];
    const read = stream
      .readAll(async (data) => {
        await pause(20);
        seen.push(Buffer.from(data).toString());
      })
      .then(() => seen.push("end"));
    stream.push(piece("a"));
    await pause(5);
    stream.push(piece("b"));
    stream.push(end);
    await read;
    expect(seen).toEqual(["a", "b", "end"]);
  });

  test("elements of the last message count", async () => {
    const stream = new InputStream();
    stream.push({ data: Buffer.from("z"), isLast: true });
    const seen: string[] = [];
    await stream.readAll(async (data) => void seen.push(Buffer.from(data).toString()));
    expect(seen).toEqual(["z"]);
  });

  test("a failure of the pipeline's code fails the bundle", async () => {
    const stream = new InputStream();
    const read = stream.readAll(async () => {
      throw new Error("no");
    });
    stream.push(piece("a"));
    await expect(read).rejects.toThrow("no");
  });
});
