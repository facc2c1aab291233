import type { FoundFields } from "../found";
import type { FieldName } from "../inputFormat";
import type { Cursor } from "./cursor";
import { ofDefault } from "./default";
import type { AvroType, RecordType } from "./schema";
import { blockCount, isEmpty, type Skip, skipper } from "./skip";
import { Unreadable } from "./unreadable";
import { valueReader } from "./value";
import type { Wanted } from "./wanted";

/** Goes behind a value and fills in what is wanted of it. */
export type Find = (cursor: Cursor, found: FoundFields) => void;

/** Makes what reads the wanted of values of a type; all else is gone over. */
export function finder(type: AvroType, wanted: Wanted): Find {
  const skip = skipper();

  function find(type: AvroType, { here, inside }: Wanted): Find {
    if (here.length > 0) return findHere(type, { here, inside });
    if (inside.size === 0) return skip(type);
    switch (type.kind) {
      case "record":
        return findInRecord(type, inside);
      case "union":
        return findInUnion(type.branches, { here, inside });
      case "array":
        return findInArray(type.items, inside);
      case "map":
        return findInMap(type.items, inside);
      case "null":
        return (_, found) => setNull(found, allOf({ here, inside }));
      case "default":
        return ofDefault(type, find(type.type, { here, inside }));
      default:
        return skip(type);
    }
  }

  /** Two fields may stand at one place, such as two accounts that are then found to be the same. */
  function findHere(type: AvroType, { here, inside }: Wanted): Find {
    const read = valueReader(type);
    const others = inside.size > 0 ? [find(type, { here: [], inside })] : [];
    const [first, ...more] = here;
    if (more.length === 0 && others.length === 0) return (cursor, found) => read(cursor, found[first]);
    return (cursor, found) => {
      const start = cursor.at;
      read(cursor, found[first]);
      for (const name of more) Object.assign(found[name], found[first]);
      for (const other of others) {
        cursor.at = start;
        other(cursor, found);
      }
    };
  }

  function findInRecord({ fields }: RecordType, inside: Wanted["inside"]): Find {
    const steps = fields.map(({ name, type }) => {
      const wanted = name === undefined ? undefined : inside.get(name);
      return wanted === undefined ? skip(type) : find(type, wanted);
    });
    return (cursor, found) => {
      for (const step of steps) step(cursor, found);
    };
  }

  function findInUnion(types: AvroType[], wanted: Wanted): Find {
    const branches = types.map((branch) => find(branch, wanted));
    return (cursor, found) => branches[cursor.count(branches.length - 1, "a branch of a union")](cursor, found);
  }

  /** Items have the names `0`, `1` and so on, as RFC 6901 has it. */
  function findInArray(items: AvroType, inside: Wanted["inside"]): Find {
    const finds = new Map([...inside].map(([step, wanted]) => [step, find(items, wanted)]));
    const names = new Map([...finds].map(([step, find]) => [Number(step), String(Number(step)) === step && find]));
    const pass = skip(items);
    let index = 0;
    const item: Find = (cursor, found) => (names.get(index++) || pass)(cursor, found);
    const blocks = findInBlocks(item, isEmpty(items));
    return (cursor, found) => {
      index = 0;
      blocks(cursor, found);
    };
  }

  function findInMap(values: AvroType, inside: Wanted["inside"]): Find {
    const finds = new Map([...inside].map(([step, wanted]) => [step, find(values, wanted)]));
    const pass: Skip = skip(values);
    let seen = new Set<string>();
    const entry: Find = (cursor, found) => {
      const key = cursor.text() ?? "";
      const find = finds.get(key);
      if (find === undefined) return pass(cursor);
      if (seen.has(key)) throw new Unreadable(`found the key ${JSON.stringify(key)} twice in one map`);
      seen.add(key);
      find(cursor, found);
    };
    const blocks = findInBlocks(entry, false);
    return (cursor, found) => {
      seen = new Set();
      blocks(cursor, found);
    };
  }

  return find(type, wanted);
}

function findInBlocks(item: Find, isEmptyItem: boolean): Find {
  return (cursor, found) => {
    for (;;) {
      const { count } = blockCount(cursor, isEmptyItem);
      if (count === 0) return;
      // Of items without bytes, no one can say anything; and they may be 2^60.
      if (!isEmptyItem) for (let left = count; left > 0; left--) item(cursor, found);
    }
  };
}

function setNull(found: FoundFields, names: FieldName[]): void {
  for (const name of names) found[name].kind = "null";
}

function allOf({ here, inside }: Wanted): FieldName[] {
  return [...here, ...[...inside.values()].flatMap(allOf)];
}
