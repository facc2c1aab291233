import { Cursor } from "./cursor";
import type { DefaultType } from "./schema";

/** Reads a default by what reads values of its type; the record stays where it is. */
export function ofDefault<T>({ bytes }: DefaultType, read: (cursor: Cursor, found: T) => void) {
  const own = new Cursor();
  return (_: Cursor, found: T) => {
    own.start(bytes, 0);
    read(own, found);
  };
}
