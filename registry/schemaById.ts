import type { RegistryAddress } from "./address";
import { refusal } from "./refusal";
import { type Answer, ask } from "./request";

/** A schema as a registry keeps it. */
export interface RegisteredSchema {
  /** `AVRO`, `JSON` or `PROTOBUF`. */
  type: string;
  text: string;
  /** The schemas that it names, each behind those that it names itself. */
  references: string[];
}

/** The registry has answered, and knows no schema of this id. */
export class UnknownSchema extends Error {}

/** Confluent's code for it; a proxy's or another server's 404 has none. */
const SCHEMA_NOT_FOUND = 40_403;
const MAX_REFERENCES = 1_000;

/** A schema and what it refers to. Rejects with `UnknownSchema`, or with a sentence where the registry does not say. */
export async function schemaById(address: RegistryAddress, id: number): Promise<RegisteredSchema> {
  const answer = await ask(address, `/schemas/ids/${id}`);
  if (answer.status === 404 && (answer.body as { error_code?: unknown } | undefined)?.error_code === SCHEMA_NOT_FOUND) {
    throw new UnknownSchema("it knows no schema of this id");
  }
  const { schema, schemaType, references } = schemaOf(answer);
  const known = new Map<string, string>();
  await addReferences(address, references, known);
  return { type: schemaType ?? "AVRO", text: schema, references: [...known.values()] };
}

interface Reference {
  subject: string;
  version: number;
}

interface SchemaAnswer {
  schema: string;
  schemaType?: string;
  references?: Reference[];
}

function schemaOf(answer: Answer): SchemaAnswer {
  const body = answer.body as Partial<SchemaAnswer> | undefined;
  if (answer.status !== 200) throw new Error(refusal(answer));
  if (typeof body?.schema !== "string") throw new Error("it answered something that is no schema");
  return body as SchemaAnswer;
}

async function addReferences(address: RegistryAddress, references: Reference[] = [], known: Map<string, string>) {
  for (const { subject, version } of references) {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}`;
    if (known.has(path)) continue;
    if (known.size >= MAX_REFERENCES) throw new Error(`it refers to more than ${MAX_REFERENCES} schemas`);
    // Registered schemas do not refer to each other in a circle: what one needs is there before it.
    const found = schemaOf(await ask(address, path));
    await addReferences(address, found.references, known);
    known.set(path, found.schema);
  }
}
