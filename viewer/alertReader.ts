import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { TopicRecord } from "../kafka/consumer";
import type { RegistryAddress } from "../registry/address";
import { schemaById, UnknownSchema } from "../registry/schemaById";
import type { Alert } from "../transforms/alert";
import { alertSchemaIdOf, createAvroAlertReader } from "../transforms/alertAvro";
import { type MalformedAlert, parseAlert } from "./parseAlert";

/** Reads records of the alerts' topics, whatever they are written as. */
export interface AlertReader {
  /**
   * Gets what reading these needs beside what is there, schemas of Avro, each asked for once; undefined where that is nothing.
   * Rejects when `stop` ends a wait for a registry.
   */
  prepare(records: readonly TopicRecord[]): Promise<void> | undefined;
  parse(value: Buffer): Alert | MalformedAlert;
}

/** Reads JSON and CloudEvents. */
export const JSON_ALERTS: AlertReader = { prepare: () => undefined, parse: (value) => parseAlert(value) };

const RETRY_MS = 2_000;
const SAY_EVERY_MS = 10_000;
/** How long an id that the registry does not know is not asked for again. */
const UNKNOWN_MS = 60_000;

type ReadAvro = (value: Buffer) => unknown;

/**
 * Reads Avro, too, by the schemas of a registry. One that is away is waited for; what was written by a schema that it does not know
 * is no alert.
 */
export function createAlertReader(
  registry: RegistryAddress,
  { log, stop, now = Date.now }: { log: Logger; stop: AbortSignal; now?: () => number },
): AlertReader {
  const readers = new Map<number, ReadAvro>();
  const againAtMs = new Map<number, number>();

  async function ask(id: number): Promise<ReadAvro> {
    for (let saidMs = Number.NEGATIVE_INFINITY; ; await sleep(RETRY_MS, undefined, { signal: stop })) {
      try {
        return createAvroAlertReader(id, await schemaById(registry, id));
      } catch (error) {
        const { message } = error as Error;
        if (error instanceof UnknownSchema) {
          againAtMs.set(id, now() + UNKNOWN_MS);
          return refusing(`schema ${id}, which the registry does not know`);
        }
        if (now() - saidMs < SAY_EVERY_MS) continue;
        saidMs = now();
        log.warn(`waiting for schema ${id} of ${registry.url}: ${message}`);
      }
    }
  }

  function isKnown(id: number): boolean {
    return readers.has(id) && (againAtMs.get(id) ?? Number.POSITIVE_INFINITY) > now();
  }

  async function askAll(ids: number[]): Promise<void> {
    for (const id of ids) {
      againAtMs.delete(id);
      readers.set(id, await ask(id));
    }
  }

  return {
    prepare(records) {
      const ids = new Set(records.map(({ value }) => value && alertSchemaIdOf(value)));
      const wanted = [...ids].filter((id) => typeof id === "number").filter((id) => !isKnown(id));
      return wanted.length === 0 ? undefined : askAll(wanted);
    },
    parse: (value) => parseAlert(value, (bytes) => readers.get(alertSchemaIdOf(bytes) as number)?.(bytes)),
  };
}

function refusing(found: string): ReadAvro {
  return () => {
    throw new Error(`found ${found}`);
  };
}
