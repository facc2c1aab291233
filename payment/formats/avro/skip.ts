import type { Cursor } from "./cursor";
import type { AvroType, RecordType } from "./schema";
import { Unreadable } from "./unreadable";

/** Goes behind a value. */
export type Skip = (cursor: Cursor) => void;

/** How deep records may lie in others. */
const MAX_DEPTH = 64;

/** Makes what goes behind values of types, for one schema. */
export function skipper() {
  const known = new Map<RecordType, Skip>();

  function skip(type: AvroType): Skip {
    switch (type.kind) {
      case "null":
      case "default":
        return () => {};
      case "boolean":
        return (cursor) => cursor.boolean();
      case "int":
        return (cursor) => void cursor.int();
      case "long":
        return (cursor) => void cursor.long();
      case "float":
        return (cursor) => cursor.skip(4);
      case "double":
        return (cursor) => cursor.skip(8);
      case "bytes":
      case "string":
        return (cursor) => cursor.skip(cursor.length());
      case "fixed":
        return (cursor) => cursor.skip(type.size);
      case "enum":
        return (cursor) => void cursor.count(type.symbols.length - 1, "a symbol of an enum");
      case "array":
        return skipBlocks(skip(type.items), isEmpty(type.items));
      case "map": {
        const value = skip(type.items);
        return skipBlocks((cursor) => {
          cursor.skip(cursor.length());
          value(cursor);
        }, false);
      }
      case "union": {
        const branches = type.branches.map(skip);
        return (cursor) => branches[cursor.count(branches.length - 1, "a branch of a union")](cursor);
      }
      case "record":
        return skipRecord(type);
    }
  }

  function skipRecord(type: RecordType): Skip {
    const begun = known.get(type);
    if (begun !== undefined) return begun;
    let fields: Skip[] = [];
    const skipFields: Skip = (cursor) => {
      // A thousand deep in itself, the stack would end.
      if (++cursor.depth > MAX_DEPTH) throw new Unreadable(`found a record more than ${MAX_DEPTH} deep in others`);
      for (const field of fields) field(cursor);
      cursor.depth--;
    };
    // Known before its fields are: they may contain it.
    known.set(type, skipFields);
    fields = type.fields.map((field) => skip(field.type));
    return skipFields;
  }

  return skip;
}

/**
 * The items of the next block of an array or a map, 0 at its end. Each item of more than no bytes takes at least one: a larger
 * number is a lie, and would be a loop of years.
 */
export function blockCount(cursor: Cursor, isEmptyItem: boolean): { count: number; bytes?: number } {
  const start = cursor.at;
  const count = cursor.long();
  if (count === 0) return { count };
  const bytes = count < 0 ? cursor.length() : undefined;
  const items = Math.abs(Number(count));
  if (!isEmptyItem && items > (bytes ?? cursor.left)) {
    throw new Unreadable(`found a block of ${items} items at byte ${start}, with ${bytes ?? cursor.left} bytes left`);
  }
  return { count: items, bytes };
}

function skipBlocks(item: Skip, isEmptyItem: boolean): Skip {
  return (cursor) => {
    for (;;) {
      const { count, bytes } = blockCount(cursor, isEmptyItem);
      if (count === 0) return;
      if (bytes !== undefined) cursor.skip(bytes);
      else if (!isEmptyItem) for (let left = count; left > 0; left--) item(cursor);
    }
  };
}

/** Whether values of a type have no bytes at all. */
export function isEmpty(type: AvroType, inside: AvroType[] = []): boolean {
  if (type.kind === "record") {
    return !inside.includes(type) && type.fields.every((field) => isEmpty(field.type, [...inside, type]));
  }
  return type.kind === "null" || type.kind === "default" || (type.kind === "fixed" && type.size === 0);
}
