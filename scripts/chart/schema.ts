import { optionOf, optionSchema } from "./optionSchema";
import type { ValueDoc } from "./valuesDoc";

type Schema = Record<string, unknown>;

/** The JSON Schema of the documented values: nothing else is allowed, so that a misspelt name is an error. */
export function schemaOf(docs: ValueDoc[]): Schema {
  const root: Schema = { $schema: "http://json-schema.org/draft-07/schema#", ...emptyObject() };
  // Helm passes it to every chart that is part of another.
  propertiesOf(root).global = { type: "object" };
  for (const doc of docs) {
    const keys = doc.path.split(".");
    const last = keys.pop() as string;
    let node = root;
    for (const key of keys) {
      propertiesOf(node)[key] ??= emptyObject();
      node = propertiesOf(node)[key];
    }
    propertiesOf(node)[last] = { description: doc.text, ...typeOf(doc) };
  }
  return root;
}

function emptyObject(): Schema {
  return { type: "object", additionalProperties: false, properties: {} };
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  return schema.properties as Record<string, Schema>;
}

function typeOf({ path, value, free, oneOf, min }: ValueDoc): Schema {
  if (free) return { type: Array.isArray(value) ? "array" : "object" };
  const option = optionOf(path);
  if (option !== undefined) return optionSchema(option);
  if (oneOf !== undefined) return { enum: oneOf };
  if (typeof value === "number") return { type: "integer", minimum: min ?? 0 };
  return { type: typeof value };
}
