import { MAX_AMOUNT_CENTS } from "../../money";
import type { Found } from "../found";
import type { Cursor } from "./cursor";
import { decimalText, EXACT_BYTES } from "./decimal";
import { ofDefault } from "./default";
import type { AvroType, Logical } from "./schema";
import { type Skip, skipper } from "./skip";

/** Reads a value that a field of a payment stands in. */
export type ReadValue = (cursor: Cursor, found: Found) => void;

/** How many of it a millisecond has. */
const PER_MS: Record<string, number> = {
  "timestamp-millis": 1,
  "timestamp-micros": 1_000,
  "timestamp-nanos": 1_000_000,
};

/** Reads a value of a type; what can be no field of a payment is found as what it is. No amount comes by way of a float. */
export function valueReader(type: AvroType): ReadValue {
  switch (type.kind) {
    case "null":
      return (_, found) => {
        found.kind = "null";
      };
    case "default":
      return ofDefault(type, valueReader(type.type));
    case "string":
      return readText;
    case "enum":
      return (cursor, found) => set(found, "text", type.symbols[cursor.count(type.symbols.length - 1, "a symbol")]);
    case "int":
      if (type.logical !== undefined) return unfit(type, `an int that is a ${type.logical.name}`);
      return (cursor, found) => set(found, "number", String(cursor.int()));
    case "long":
      return longReader(type);
    case "bytes":
      if (type.logical?.name !== "decimal") return unfit(type, "bytes");
      return decimalReader(type.logical, (cursor) => cursor.take(cursor.length()));
    case "fixed":
      if (type.logical?.name !== "decimal") return unfit(type, "a fixed");
      return decimalReader(type.logical, (cursor) => cursor.take(type.size));
    case "union": {
      const branches = type.branches.map(valueReader);
      return (cursor, found) => branches[cursor.count(branches.length - 1, "a branch of a union")](cursor, found);
    }
    case "float":
    case "double":
      return unfit(type, `a ${type.kind}, which holds most amounts only nearly`);
    default:
      return unfit(type, `${type.kind === "array" ? "an" : "a"} ${type.kind}`);
  }
}

function longReader(type: AvroType & { logical?: Logical }): ReadValue {
  const name = type.logical?.name;
  const perMs = name === undefined ? undefined : PER_MS[name];
  if (perMs !== undefined) {
    return (cursor, found) => {
      found.kind = "moment";
      found.value = toMs(cursor.long(), perMs);
    };
  }
  if (name?.startsWith("local-timestamp") || name?.startsWith("time-")) {
    return unfit(type, `a ${name}, which is no moment without a time zone`);
  }
  return (cursor, found) => set(found, "number", String(cursor.long()));
}

function toMs(time: number | bigint, perMs: number): number {
  if (typeof time === "number") return Math.floor(time / perMs);
  // Of times that have a text: all others are refused.
  return Number(time / BigInt(perMs));
}

function decimalReader({ scale }: Logical, bytesOf: (cursor: Cursor) => Buffer): ReadValue {
  return (cursor, found) => {
    const bytes = bytesOf(cursor);
    if (scale === 2 && bytes.length > 0 && bytes.length <= EXACT_BYTES) {
      // What most have, about three times as fast as by way of a text.
      found.value = bytes.readIntBE(0, bytes.length);
      if (found.value > 0 && found.value <= MAX_AMOUNT_CENTS) {
        found.kind = "cents";
        return;
      }
    }
    const text = decimalText(bytes, scale);
    if (text === undefined) set(found, "unfit", `a decimal of ${bytes.length} bytes`);
    else set(found, "number", text);
  };
}

function readText(cursor: Cursor, found: Found): void {
  const text = cursor.text();
  if (text === undefined) set(found, "not-utf8", "");
  else set(found, "text", text);
}

function unfit(type: AvroType, what: string): ReadValue {
  const skip: Skip = skipper()(type);
  return (cursor, found) => {
    skip(cursor);
    set(found, "unfit", what);
  };
}

function set(found: Found, kind: Found["kind"], text: string): void {
  found.kind = kind;
  found.text = text;
}
