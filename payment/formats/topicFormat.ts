import { ConfigError } from "../../config/readConfig";
import type { RegistryAddress } from "../../registry/address";
import { readReaderSchema } from "./avro/readReaderSchema";
import { type FormatOptions, type InputKnown, inputFormat } from "./formatOptions";
import type { InputFormat, JsonFormat } from "./inputFormat";

/** Where the schemas of records are, and how long one is waited for. */
export interface Schemas {
  registry?: RegistryAddress;
  unknownSchemaMs?: number;
}

type Known = Schemas & Pick<InputKnown, "rates">;
type TopicOptions = FormatOptions & {
  /** A file. */
  readerSchema?: string;
};

/** The description of a topic's records that options give. Throws `ConfigError` where options do not fit each other. */
export function topicFormat(options: TopicOptions, { registry, unknownSchemaMs, rates }: Known): InputFormat {
  const { format, readerSchema: file } = options;
  if (format !== "avro") {
    if (file !== undefined) throw new ConfigError(["--reader-schema: only with --format avro"]);
    return inputFormat(options, { headers: false, rates });
  }
  // Fields stand at pointers in both.
  const { fields } = inputFormat({ ...options, format: "json" }, { headers: false, rates }) as JsonFormat;
  if (registry === undefined) throw new ConfigError(["--schema-registry is missing: --format avro needs it"]);
  return {
    ...{ format, fields, registry },
    ...(unknownSchemaMs === undefined ? {} : { unknownSchemaMs }),
    ...(file === undefined ? {} : { readerSchema: readReaderSchema(file, fields) }),
  };
}
