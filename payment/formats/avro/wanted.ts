import { FIELD_NAMES, type FieldName, type Fields } from "../inputFormat";
import { keysOf } from "../pointer";

/** What is to be read in a value: fields of the payment that are this value itself, and steps to others inside it. */
export interface Wanted {
  here: FieldName[];
  inside: Map<string, Wanted>;
}

/** Where the fields of a payment stand in a record. */
export function wantedOf(fields: Fields): Wanted {
  const root: Wanted = { here: [], inside: new Map() };
  for (const name of FIELD_NAMES) {
    const path = fields[name]?.path;
    if (path !== undefined) at(root, keysOf(path) ?? []).here.push(name);
  }
  return root;
}

function at(wanted: Wanted, [step, ...rest]: string[]): Wanted {
  if (step === undefined) return wanted;
  const known = wanted.inside.get(step) ?? { here: [], inside: new Map() };
  wanted.inside.set(step, known);
  return at(known, rest);
}
