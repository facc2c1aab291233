/** What a number or bytes stand for; what is unknown or makes no sense is left out, as Avro asks. */
export interface Logical {
  name: string;
  /** Of a decimal: digits behind the point. */
  scale: number;
}

/** A type of Avro's, as far as reading needs it. A type may contain itself. */
export type AvroType =
  | { kind: "null" | "boolean" | "float" | "double" | "string" }
  | { kind: "int" | "long" | "bytes"; logical?: Logical }
  | { kind: "fixed"; size: number; logical?: Logical }
  | { kind: "enum"; symbols: string[] }
  | { kind: "array" | "map"; items: AvroType }
  | { kind: "union"; branches: AvroType[] }
  | RecordType
  | DefaultType;

export interface RecordType {
  kind: "record";
  name: string;
  fields: AvroField[];
}

export interface AvroField {
  /** Undefined where nobody can ask for it. */
  name?: string;
  type: AvroType;
}

/** What is not in a record, and has the value that the reader's schema gives it. */
export interface DefaultType {
  kind: "default";
  type: AvroType;
  /** The value in Avro's binary form. */
  bytes: Buffer;
}

const PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];
const MAX_SCALE = 1_000;
const MAX_DEPTH = 200;

interface Names {
  known: Map<string, AvroType>;
  namespace: string;
  depth: number;
}

/**
 * Reads a schema, behind those that it refers to. Throws an `Error` with what is wrong with it. It is looked at less closely than
 * avsc does, which has no logical types and refuses a default that nobody needs here.
 */
export function readSchema(text: string, references: string[] = []): AvroType {
  const known = new Map<string, AvroType>();
  for (const reference of references) readType(JSON.parse(reference), { known, namespace: "", depth: 0 });
  return readType(JSON.parse(text), { known, namespace: "", depth: 0 });
}

type Json = Record<string, unknown>;

function readType(schema: unknown, outer: Names): AvroType {
  const names = { ...outer, depth: outer.depth + 1 };
  if (names.depth > MAX_DEPTH) throw new Error(`it is nested more than ${MAX_DEPTH} deep`);
  if (typeof schema === "string") return byName(schema, names);
  if (Array.isArray(schema)) return { kind: "union", branches: schema.map((branch) => readType(branch, names)) };
  if (typeof schema !== "object" || schema === null) throw new Error(`found ${JSON.stringify(schema)} for a type`);
  const json = schema as Json;
  switch (json.type) {
    case "record":
    case "error":
      return readRecord(json, names);
    case "enum":
      return named(json, names, { kind: "enum", symbols: listOf(json, "symbols").map(String) });
    case "fixed":
      return named(json, names, { kind: "fixed", size: sizeOf(json), logical: logicalOf(json) });
    case "array":
      return { kind: "array", items: readType(json.items, names) };
    case "map":
      return { kind: "map", items: readType(json.values, names) };
  }
  const type = readType(json.type, names);
  const canBeLogical = type.kind === "int" || type.kind === "long" || type.kind === "bytes";
  return canBeLogical && typeof json.type === "string" && PRIMITIVES.includes(json.type)
    ? { ...type, logical: logicalOf(json) }
    : type;
}

function byName(name: string, { known, namespace }: Names): AvroType {
  if (PRIMITIVES.includes(name)) return { kind: name } as AvroType;
  const type = known.get(fullName(name, namespace)) ?? known.get(name);
  if (type === undefined) throw new Error(`it has no type ${JSON.stringify(name)}`);
  return type;
}

function readRecord(json: Json, names: Names): AvroType {
  const name = nameOf(json, names);
  const record: RecordType = { kind: "record", name, fields: [] };
  // Known before its fields are: they may name it.
  names.known.set(name, record);
  const inside = { ...names, namespace: name.split(".").slice(0, -1).join(".") };
  for (const field of listOf(json, "fields") as Json[]) {
    record.fields.push({ name: String(field?.name), type: readType(field?.type, inside) });
  }
  return record;
}

function named(json: Json, names: Names, type: AvroType): AvroType {
  names.known.set(nameOf(json, names), type);
  return type;
}

function nameOf({ name, namespace }: Json, names: Names): string {
  if (typeof name !== "string") throw new Error("it has a type without a name");
  return fullName(name, typeof namespace === "string" ? namespace : names.namespace);
}

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

function listOf(json: Json, name: string): unknown[] {
  const list = json[name];
  if (!Array.isArray(list)) throw new Error(`a ${json.type} of it has no ${name}`);
  return list;
}

function sizeOf({ size }: Json): number {
  if (typeof size === "number" && Number.isSafeInteger(size) && size >= 0) return size;
  throw new Error("a fixed of it has no size");
}

function logicalOf({ logicalType: name, scale = 0 }: Json): Logical | undefined {
  if (typeof name !== "string") return undefined;
  const isScale = typeof scale === "number" && Number.isInteger(scale) && scale >= 0 && scale <= MAX_SCALE;
  return isScale ? { name, scale } : undefined;
}
