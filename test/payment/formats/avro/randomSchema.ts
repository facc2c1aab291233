import fc from "fast-check";

const PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/** Schemas of all kinds, without names that come twice. */
export function randomSchema(): fc.Arbitrary<object> {
  let named = 0;
  const name = () => `N${named++}`;
  const { type } = fc.letrec<{ type: unknown }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...PRIMITIVES),
      fc.integer({ min: 0, max: 9 }).map((size) => ({ type: "fixed", name: name(), size })),
      fc.constantFrom(["A"], ["A", "B"]).map((symbols) => ({ type: "enum", name: name(), symbols })),
      tie("type").map((items) => ({ type: "array", items })),
      tie("type").map((values) => ({ type: "map", values })),
      fc.constantFrom("string", "long", "boolean").map((other) => ["null", other]),
      fc.array(tie("type"), { maxLength: 3 }).map(recordOf),
    ),
  }));
  function recordOf(types: unknown[]): object {
    return { type: "record", name: name(), fields: types.map((type, index) => ({ name: `f${index}`, type })) };
  }
  return fc.array(type, { minLength: 1, maxLength: 4 }).map(recordOf);
}
