import type { RegisteredSchema } from "../../../registry/schemaById";
import { Malformed } from "../../malformed";
import { type Find, finder } from "./find";
import type { ReaderSchema } from "./readerSchema";
import { readSchema } from "./schema";
import type { Wanted } from "./wanted";

/** How records of one schema are read. */
export interface ReadPlan {
  find: Find;
  /** The schema's id and name, for messages. */
  schema: string;
}

/** How to read the wanted from records of a schema, or why none of them can be read. */
export function readPlan(
  id: number,
  registered: RegisteredSchema,
  wanted: Wanted,
  reader?: ReaderSchema,
): ReadPlan | Malformed {
  if (registered.type !== "AVRO") {
    return new Malformed("bad-schema", `found schema ${id}, of ${registered.type}, expected one of AVRO`);
  }
  try {
    const type = readSchema(registered.text, registered.references);
    const read = reader === undefined ? type : reader.resolve(type);
    return { find: finder(read, wanted), schema: `schema ${id}${type.kind === "record" ? ` (${type.name})` : ""}` };
  } catch (error) {
    return new Malformed("bad-schema", `found schema ${id}, which cannot be read: ${(error as Error).message}`);
  }
}
