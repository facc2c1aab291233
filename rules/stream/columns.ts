type Column = Int32Array | Float64Array | Uint8Array;

/** The column with room for at least `length` values, those it has kept. */
export function withRoom<C extends Column>(column: C, length: number): C {
  if (length <= column.length) return column;
  const make = column.constructor as new (length: number) => C;
  // Half as much again: large columns must not double what they take.
  const larger = new make(Math.max(length, Math.ceil(column.length * 1.5), 1_024));
  larger.set(column as never);
  return larger;
}
