import { isUtf8 } from "node:buffer";

/** The text of a record, or undefined where it is not UTF-8. */
export function textOf(value: string | Uint8Array): string | undefined {
  if (typeof value === "string") return value;
  const bytes = bytesOf(value);
  const text = bytes.toString();
  // Stands for what is not UTF-8, unless it was there from the beginning.
  return text.includes("\uFFFD") && !isUtf8(bytes) ? undefined : text;
}

/** The bytes of a record; those of `value` itself where it is no text. */
export function bytesOf(value: string | Uint8Array): Buffer {
  if (Buffer.isBuffer(value)) return value;
  return typeof value === "string" ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.length);
}
