import { expect, test } from "@jest/globals";
import { deadLetterJson } from "../../transforms/deadLetterJson";

const about = { reason: "field-count", detail: "found 1 field, expected 4" } as const;

test("a dead letter holds all that is needed to mend the record and send it again", () => {
  expect(deadLetterJson({ ...about, value: "hello €", line: 3 }, 1_000)).toEqual({
    ...about,
    raw: "hello €",
    encoding: "utf8",
    line: 3,
  });
});

test("bytes that are no text travel as base64", () => {
  const value = Uint8Array.of(0xff, 0x00, 0x3b);
  const letter = deadLetterJson({ reason: "invalid-utf8", detail: "", value }, 1_000);
  expect(letter).toEqual({ reason: "invalid-utf8", detail: "", raw: "/wA7", encoding: "base64" });
  expect([...Buffer.from(letter.raw, "base64")]).toEqual([...value]);
});

test("bytes of Avro come back as they were, whatever is wrong with them", () => {
  for (const value of [Uint8Array.of(0, 0, 0, 0, 1, 0xff), Uint8Array.of(0, 0, 0, 0, 1, 65)]) {
    const { raw, encoding } = deadLetterJson({ reason: "bad-avro", detail: "", value }, 1_000);
    expect([...Buffer.from(raw, encoding)]).toEqual([...value]);
  }
});

test("what is too large to be read is told by its beginning and its whole length, as text where it is", () => {
  const about = { reason: "too-large", detail: "", wholeBytes: 300_000_000 } as const;
  const told = { reason: "too-large", rawBytes: 300_000_000 };
  expect(deadLetterJson({ ...about, value: Buffer.from("a€").subarray(0, 3) }, 100)).toMatchObject({
    ...told,
    raw: "a\ufffd",
    encoding: "utf8",
  });
  expect(deadLetterJson({ ...about, value: Uint8Array.of(0xff, 0x41) }, 100)).toMatchObject({
    ...told,
    raw: "/0E=",
    encoding: "base64",
  });
});

test("a long record is cut, and its length told", () => {
  expect(deadLetterJson({ ...about, value: "x".repeat(10) }, 4)).toMatchObject({ raw: "xxxx", rawBytes: 10 });
});
