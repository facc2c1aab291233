import { JSON_FIELDS, JSON_FIELDS_AND_ID } from "../workloads/writtenAs";
import type { Cluster } from "./cluster";
import type { Contender } from "./contender";
import { createNative } from "./native";
import { createOurs } from "./ours";
import { createPlain } from "./plain";
import { createPython } from "./python";

const OURS = { name: "ours", title: "this pipeline", flags: [] };
const OURS_BEAM_IO = {
  name: "ours-beam-io",
  title: "this pipeline, Beam's KafkaIO",
  flags: ["--kafka-connector", "beam"],
};

const OURS_PAYMENT_TIME = {
  name: "ours-payment-time",
  title: "this pipeline, --event-time payment",
  flags: ["--event-time", "payment"],
};
const OURS_JSON = {
  name: "ours-json",
  title: "this pipeline, payments in JSON",
  reads: "json",
  flags: ["--format", "json", ...fieldFlags(JSON_FIELDS)],
} as const;
const OURS_JSON_IDS = {
  name: "ours-json-ids",
  title: "this pipeline, payments in JSON with ids",
  reads: "json-ids",
  flags: ["--format", "json", ...fieldFlags(JSON_FIELDS_AND_ID)],
} as const;
const OURS_ONCE = {
  ...OURS_JSON_IDS,
  name: "ours-once",
  title: "this pipeline, payments in JSON with ids, --duplicates-within 1h",
  flags: [...OURS_JSON_IDS.flags, "--duplicates-within", "1h"],
} as const;
const oursAvro = ({ registry }: Cluster) =>
  ({
    name: "ours-avro",
    title: "this pipeline, payments in Avro",
    reads: "avro",
    flags: ["--format", "avro", "--schema-registry", registry.url],
  }) as const;

/** Contenders that need a schema registry beside the stack. */
export const NEED_REGISTRY = ["ours-avro"];

/** All contenders by the names that `--only` takes. */
export const CONTENDERS: Record<string, (cluster: Cluster) => Contender> = {
  native: createNative,
  ours: (cluster) => createOurs(cluster, OURS),
  "ours-beam-io": (cluster) => createOurs(cluster, OURS_BEAM_IO),
  "ours-payment-time": (cluster) => createOurs(cluster, OURS_PAYMENT_TIME),
  "ours-json": (cluster) => createOurs(cluster, OURS_JSON),
  "ours-json-ids": (cluster) => createOurs(cluster, OURS_JSON_IDS),
  "ours-once": (cluster) => createOurs(cluster, OURS_ONCE),
  "ours-avro": (cluster) => createOurs(cluster, oursAvro(cluster)),
  python: createPython,
  plain: createPlain,
};

/** The one that ratios are formed with. */
export const BASELINE = "native";

function fieldFlags(fields: Record<string, { path: string; as?: string }>): string[] {
  return Object.entries(fields).flatMap(([name, { path, as }]) => [
    "--field",
    `${name}=${path}${as === undefined || as === "decimal" ? "" : `:${as}`}`,
  ]);
}
