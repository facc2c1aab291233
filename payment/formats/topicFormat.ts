import { ConfigError } from "../../config/readConfig";
import type { RegistryAddress } from "../../registry/address";
import { type FormatOptions, type InputKnown, inputFormat } from "./formatOptions";
import type { InputFormat, JsonFormat } from "./inputFormat";

/** Where the schemas of records are, and how long one is waited for. */
export interface Schemas {
  registry?: RegistryAddress;
  unknownSchemaMs?: number;
}

type Known = Schemas & Pick<InputKnown, "rates">;

/** The description of a topic's records that options give. Throws `ConfigError` where options do not fit each other. */
export function topicFormat(options: FormatOptions, { registry, unknownSchemaMs, rates }: Known): InputFormat {
  if (options.format !== "avro") return inputFormat(options, { headers: false, rates });
  // Fields stand at pointers in both.
  const { fields } = inputFormat({ ...options, format: "json" }, { headers: false, rates }) as JsonFormat;
  if (registry === undefined) throw new ConfigError(["--schema-registry is missing: --format avro needs it"]);
  return { format: "avro", fields, registry, ...(unknownSchemaMs === undefined ? {} : { unknownSchemaMs }) };
}
