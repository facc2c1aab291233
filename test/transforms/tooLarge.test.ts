import { expect, test } from "@jest/globals";
import { sizeOf } from "../../transforms/record";
import type { DeadLetter } from "../../transforms/recordParser";
import { detectInLines } from "../pipelines/detectInLines";
import { settings } from "../pipelines/detection";

const line = (account: string) => `2026-03-02T09:00:00Z;${account};b;1`;

test("a line of the most bytes is read, one byte more is too large, and told with its size and first bytes", async () => {
  const maxRecordBytes = 2_000;
  const fits = `${line("a")}${"0".repeat(maxRecordBytes - line("a").length)}`;
  const letters: DeadLetter[] = [];
  const lines = [line("a"), fits, `${fits}0`, Buffer.alloc(2_001, 0xff), { value: Buffer.from("x"), wholeBytes: 5e8 }];
  await detectInLines(lines, settings({ maxRecordBytes }), (letter) => letters.push(letter));
  expect(letters.map(({ reason, line: number, wholeBytes }) => [reason, number, wholeBytes])).toEqual([
    ["bad-amount", 2, undefined],
    ["too-large", 3, 2_001],
    ["too-large", 4, 2_001],
    ["too-large", 5, 500_000_000],
  ]);
  expect(letters[1].detail).toBe("found 2001 bytes, expected at most 2000 (--max-record-bytes)");
  expect(Buffer.from(letters[1].value).toString()).toBe(fits.slice(0, 1_024));
});

test("bytes are counted, not characters", () => {
  expect(sizeOf({ value: "é".repeat(10) }, 15)).toBe(20);
  expect(sizeOf({ value: Buffer.alloc(600_000_000) }, 15)).toBe(600_000_000);
});
