import { randomUUID } from "node:crypto";
import "../../load"; // before any of its sub-modules: they import one another in a circle
import { ExternalConfigurationPayload } from "apache-beam/proto/external_transforms";
import { AtomicType, type FieldType } from "apache-beam/proto/schema";
import { Writer } from "protobufjs";

/** What a cross-language transform's configuration may hold. Numbers travel as 64-bit integers. */
export type ConfigurationValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;
export type Configuration = Record<string, ConfigurationValue | undefined>;

/**
 * A configuration as Java's expansion service reads it: a schema and a row. The SDK's own encoder writes a map of strings as
 * a nested row, which Java refuses. Fields that are undefined are left out and keep Java's default.
 */
export function externalPayload(configuration: Configuration): Uint8Array {
  const fields = Object.entries(configuration).filter(isGiven);
  return ExternalConfigurationPayload.toBinary({
    schema: {
      id: randomUUID(),
      options: [],
      encodingPositionsSet: false,
      fields: fields.map(([name, value], id) => ({
        name,
        description: "",
        id,
        encodingPosition: id,
        options: [],
        type: fieldType(value),
      })),
    },
    payload: encodeRow(fields.map(([, value]) => value)),
  });
}

function isGiven(field: [string, ConfigurationValue | undefined]): field is [string, ConfigurationValue] {
  return field[1] !== undefined;
}

const STRING = atomic(AtomicType.STRING);

function fieldType(value: ConfigurationValue): FieldType {
  if (typeof value === "string") return STRING;
  if (typeof value === "number") return atomic(AtomicType.INT64);
  if (typeof value === "boolean") return atomic(AtomicType.BOOLEAN);
  if (isList(value)) {
    return { nullable: false, typeInfo: { oneofKind: "arrayType", arrayType: { elementType: STRING } } };
  }
  return { nullable: false, typeInfo: { oneofKind: "mapType", mapType: { keyType: STRING, valueType: STRING } } };
}

function atomic(atomicType: AtomicType): FieldType {
  return { nullable: false, typeInfo: { oneofKind: "atomicType", atomicType } };
}

/** Beam's row: the number of fields, a bit set of the nulls (empty: none), then the values. */
function encodeRow(values: ConfigurationValue[]): Uint8Array {
  const writer = new Writer().uint32(values.length).bytes(new Uint8Array(0));
  for (const value of values) encodeValue(writer, value);
  return writer.finish();
}

function encodeValue(writer: Writer, value: ConfigurationValue): void {
  if (typeof value === "string") writer.string(value);
  else if (typeof value === "number") writer.int64(value);
  else if (typeof value === "boolean") writer.bool(value);
  else if (isList(value)) {
    encodeLength(writer, value.length);
    for (const item of value) writer.string(item);
  } else {
    const entries = Object.entries(value);
    encodeLength(writer, entries.length);
    for (const [key, text] of entries) writer.string(key).string(text);
  }
}

/** The length of a list or map: 4 bytes, most significant first. protobuf's `fixed32` has the least significant first. */
function encodeLength(writer: Writer, length: number): void {
  const swapped = Buffer.alloc(4);
  swapped.writeInt32BE(length);
  writer.fixed32(swapped.readUInt32LE());
}

function isList(value: ConfigurationValue): value is readonly string[] {
  return Array.isArray(value);
}
