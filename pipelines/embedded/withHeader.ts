import { UserError } from "../../config/runProgram";
import { columnProblems, columnsOf } from "../../payment/formats/csvHeader";
import type { InputFormat } from "../../payment/formats/inputFormat";
import type { Line } from "./readLines";

/**
 * The format of a file, its columns by the header where it needs one, which is the first block then and is taken. Throws
 * `UserError` where a payment's fields are not among them.
 */
export function withHeader(format: InputFormat, blocks: Iterator<Line>): InputFormat {
  if (format.format !== "csv" || format.columns !== undefined) return format;
  const { value: header = "" } = blocks.next() as { value?: Line };
  if (typeof header !== "string" && "wholeBytes" in header) {
    throw new UserError(`--input: found a header of ${header.wholeBytes} bytes, expected the names of columns`);
  }
  const columns = columnsOf(withoutReturn(header), format.delimiter);
  if (typeof columns === "string") throw new UserError(`--input: ${columns}`);
  const problems = columnProblems(format, columns);
  if (problems.length > 0) throw new UserError(problems.map((problem) => `--input: ${problem}`).join("\n"));
  return { ...format, columns };
}

function withoutReturn(line: string | Uint8Array): string | Uint8Array {
  return typeof line !== "string" && line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}

const RETURN = 13;
