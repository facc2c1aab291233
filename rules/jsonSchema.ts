import { z } from "zod";
import { ruleSetSchema } from "./file/ruleSchema";

/** What a file of rules looks like, as JSON Schema for editors: the text of `rules/schema.json`. */
export function ruleSetJsonSchema(): string {
  const schema = z.toJSONSchema(ruleSetSchema, { io: "input" });
  return `${JSON.stringify({ title: "A set of fraud detection rules", ...schema }, undefined, 2)}\n`;
}
