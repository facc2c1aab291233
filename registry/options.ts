import { z } from "zod";
import type { Options } from "../config/options";
import { duration, path, text } from "../config/values";

const URL_EXPECTED = "http://… or https://… of a registry's API, without a password in it";

const registryUrl = z
  .string({ error: URL_EXPECTED })
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).username === "", URL_EXPECTED)
  .transform((value) => value.replace(/\/+$/, ""));

/** How to reach a schema registry: the same options for every program. Secrets come from files, never from flags. */
export const registryOptions = {
  schemaRegistry: {
    schema: registryUrl,
    optional: true,
    value: "URL",
    describe: "schema registry with Confluent's API, for what is written in Avro",
  },
  schemaRegistryUsername: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "user name at the schema registry",
  },
  schemaRegistryPasswordFile: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "file with the password at the schema registry",
  },
  schemaRegistryCaFile: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "PEM certificates to trust at the schema registry instead of the system's",
  },
} as const satisfies Options;

/** What payments are read by. */
export const readerSchemaOption = {
  readerSchema: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe:
      "your version of the schema (.avsc) for --format avro: its aliases and defaults hold for records that other versions have written",
  },
} as const satisfies Options;

/** How long a job waits for a schema. */
export const schemaWaitOption = {
  unknownSchemaWait: {
    schema: duration({ min: "1s", max: "30d" }),
    optional: true,
    value: "DURATION",
    describe:
      "how long a record waits for a schema that the registry does not know, until it is a dead letter; without it, for ever",
  },
} as const satisfies Options;
