import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { bytesOf } from "./inParts";
import { MERGED_RECORDS, merged, summaryOf } from "./mergedRecords";

const lines = readFileSync(MERGED_RECORDS, "utf8").trimEnd().split("\n");
const of = (hex: string) => summaryOf(Buffer.from(hex, "hex"));
const hexOf = (summary: ReturnType<typeof of>) => Buffer.from(bytesOf(summary)).toString("hex");

test("records come back as they were, and two become one as the runtime jar's tests expect; `npm run rules:records` writes them", () => {
  expect(lines.length).toBe(200);
  for (const [a, b, both] of lines.map((line) => line.split(" "))) {
    expect([hexOf(of(a)), hexOf(of(b))]).toEqual([a, b]);
    expect(hexOf(merged(of(a), of(b)))).toBe(both);
  }
});
