import { readFileSync } from "node:fs";
import { ConfigError } from "../../../config/readConfig";
import { FIELD_NAMES, type Fields } from "../inputFormat";
import { keysOf } from "../pointer";
import { hasPlace, readerSchema } from "./readerSchema";

/** The schema of `--reader-schema`. Throws `ConfigError` where it is none, or has no place for a field of the mapping. */
export function readReaderSchema(file: string, fields: Fields): string {
  const text = contentOf(file);
  const places = FIELD_NAMES.flatMap((name) => fields[name]?.path ?? []);
  const { type } = parsed(file, text);
  const problems = places
    .filter((path) => !hasPlace(type, keysOf(path) ?? []))
    .map(
      (path) => `--reader-schema: found no field at ${path} in ${JSON.stringify(file)}, expected all of the mapping`,
    );
  if (problems.length > 0) throw new ConfigError(problems);
  return text;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError([`--reader-schema: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`]);
  }
}

function parsed(file: string, text: string) {
  try {
    return readerSchema(text);
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigError([`--reader-schema: found no Avro schema in ${JSON.stringify(file)}: ${message}`]);
  }
}
