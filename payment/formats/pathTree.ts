import type { Found, FoundFields } from "./found";
import { FIELD_NAMES, type Fields } from "./inputFormat";
import { keysOf } from "./pointer";

/** A place in a record that fields stand at, or that leads to some. */
export interface Place {
  /** As a pointer. */
  path: string;
  /** What leads on from here, beside the places it leads to. */
  keys: string[];
  keyBytes: Buffer[];
  places: Place[];
  /** What is to be told what stands here. */
  found: Found[];
}

/** All places that fields name by pointers, from the whole record on; what is found there goes into `found`. */
export function pathTree(fields: Fields, found: FoundFields): Place {
  const root = placeAt("");
  for (const name of FIELD_NAMES) {
    const field = fields[name];
    if (field === undefined) continue;
    const keys = keysOf(field.path) ?? [];
    keys.reduce(childOf, root).found.push(found[name]);
  }
  return root;
}

function childOf(parent: Place, key: string): Place {
  const known = parent.keys.indexOf(key);
  if (known >= 0) return parent.places[known];
  const child = placeAt(`${parent.path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  parent.keys.push(key);
  parent.keyBytes.push(Buffer.from(key));
  parent.places.push(child);
  return child;
}

function placeAt(path: string): Place {
  return { path, keys: [], keyBytes: [], places: [], found: [] };
}
