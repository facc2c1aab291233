import { type Schema, Type, types } from "avsc";
import { type AvroField, type AvroType, type RecordType, readSchema } from "./schema";

/** The schema that payments are read by, whatever other version of it has written them. */
export interface ReaderSchema {
  type: AvroType;
  /** A writer's type as this schema has it: fields by its names, and those that were not written with their defaults. */
  resolve(writer: AvroType): AvroType;
}

/** Reads a schema with its aliases and defaults. Throws an `Error` with what is wrong with it. */
export function readerSchema(text: string): ReaderSchema {
  const registry: Record<string, Type> = {};
  Type.forSchema(JSON.parse(text) as Schema, { registry });
  const type = readSchema(text);
  return { type, resolve: (writer) => createResolver(registry)(writer, type) };
}

function createResolver(registry: Record<string, Type>) {
  const known = new Map<RecordType, Map<RecordType, RecordType>>();

  function resolve(writer: AvroType, reader: AvroType): AvroType {
    if (writer.kind === "union") {
      return { kind: "union", branches: writer.branches.map((branch) => resolve(branch, reader)) };
    }
    if (reader.kind === "union") return resolve(writer, branchFor(writer, reader.branches) ?? writer);
    if (writer.kind === "record" && reader.kind === "record") return resolveRecord(writer, reader);
    if ((writer.kind === "array" && reader.kind === "array") || (writer.kind === "map" && reader.kind === "map")) {
      return { kind: writer.kind, items: resolve(writer.items, reader.items) };
    }
    return writer;
  }

  /** By its name; any other of the kind will do, too, as who renames a type seldom says so. */
  function branchFor(writer: AvroType, branches: AvroType[]): AvroType | undefined {
    const same = branches.filter(({ kind }) => kind === writer.kind);
    return same.find((branch) => "name" in branch && "name" in writer && branch.name === writer.name) ?? same[0];
  }

  function resolveRecord(writer: RecordType, reader: RecordType): RecordType {
    const begun = known.get(writer)?.get(reader);
    if (begun !== undefined) return begun;
    const resolved: RecordType = { kind: "record", name: writer.name, fields: [] };
    // Known before its fields are: they may contain it.
    known.set(writer, new Map([...(known.get(writer) ?? []), [reader, resolved]]));
    const missing = new Map(reader.fields.map((field) => [field.name, field]));
    for (const written of writer.fields) {
      const field = readBy(written, writer, reader);
      if (field === undefined || !missing.delete(field.name)) resolved.fields.push({ type: written.type });
      else resolved.fields.push({ name: field.name, type: resolve(written.type, field.type) });
    }
    for (const field of missing.values()) resolved.fields.push(...defaultOf(field, reader));
    return resolved;
  }

  /** The reader's field that a written one is: the one of its name, else the one that was called so. */
  function readBy({ name = "" }: AvroField, writer: RecordType, reader: RecordType): AvroField | undefined {
    const isWritten = (wanted?: string) => writer.fields.some((field) => field.name === wanted);
    return (
      reader.fields.find((field) => field.name === name) ??
      reader.fields.find((field) => !isWritten(field.name) && described(field, reader)?.aliases.includes(name))
    );
  }

  function defaultOf(field: AvroField, reader: RecordType): AvroField[] {
    const known = described(field, reader);
    const value = known?.defaultValue();
    if (known === undefined || value === undefined) return [];
    return [{ name: field.name, type: { kind: "default", type: field.type, bytes: known.type.toBuffer(value) } }];
  }

  function described({ name }: AvroField, reader: RecordType) {
    const record = registry[reader.name];
    return record instanceof types.RecordType ? record.fields.find((field) => field.name === name) : undefined;
  }

  return resolve;
}

/** Whether records of a type can hold something at a place. */
export function hasPlace(type: AvroType, [step, ...rest]: string[]): boolean {
  if (step === undefined) return true;
  switch (type.kind) {
    case "record":
      return type.fields.some((field) => field.name === step && hasPlace(field.type, rest));
    case "union":
      return type.branches.some((branch) => hasPlace(branch, [step, ...rest]));
    case "array":
    case "map":
      return hasPlace(type.items, rest);
    default:
      return false;
  }
}
