// Writes what is generated from the code: the JSON Schemas of rules and alerts, and the tables of docs/rules.md between their marks.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { docsWith } from "../rules/docs";
import { ruleSetJsonSchema } from "../rules/jsonSchema";
import { alertJsonSchema } from "../transforms/alertSchema";

const root = join(__dirname, "..");
writeFileSync(join(root, "rules/schema.json"), ruleSetJsonSchema());
const docs = join(root, "docs/rules.md");
writeFileSync(docs, docsWith(readFileSync(docs, "utf8")));
writeFileSync(join(root, "docs/alert.schema.json"), alertJsonSchema());
