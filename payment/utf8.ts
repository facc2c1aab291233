import { isUtf8 } from "node:buffer";

/** The text of a record, or undefined where it is not UTF-8. */
export function textOf(value: string | Uint8Array): string | undefined {
  if (typeof value === "string") return value;
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.length);
  const text = bytes.toString();
  // Stands for what is not UTF-8, unless it was there from the beginning.
  return text.includes("\uFFFD") && !isUtf8(bytes) ? undefined : text;
}
