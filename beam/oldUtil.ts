import util from "node:util";

// serialize-closures, which apache-beam loads, calls what Node.js 22 warns of and Node.js 24 no longer has.
Object.assign(util, {
  isPrimitive: (value: unknown) => value === null || (typeof value !== "object" && typeof value !== "function"),
});
