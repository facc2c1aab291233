import { UserError } from "../../config/runProgram";
import { columnProblems, columnsOf } from "../../payment/formats/csvHeader";
import type { InputFormat } from "../../payment/formats/inputFormat";
import type { LongLine } from "./readLines";

/**
 * The format of a file, its columns by the header where it needs one, which is the first block then and is taken. Throws
 * `UserError` where a payment's fields are not among them.
 */
export function withHeader(format: InputFormat, blocks: Iterator<Buffer | LongLine>): InputFormat {
  if (format.format !== "csv" || format.columns !== undefined) return format;
  const { value: header = Buffer.alloc(0) } = blocks.next() as { value?: Buffer | LongLine };
  if ("wholeBytes" in header) throw new UserError(`--input: found a header of ${header.wholeBytes} bytes`);
  const line = header.at(-1) === RETURN ? header.subarray(0, -1) : header;
  const columns = columnsOf(line, format.delimiter);
  if (typeof columns === "string") throw new UserError(`--input: ${columns}`);
  const problems = columnProblems(format, columns);
  if (problems.length > 0) throw new UserError(problems.map((problem) => `--input: ${problem}`).join("\n"));
  return { ...format, columns };
}

const RETURN = 13;
