import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createAvroWriter, PAYMENT_SCHEMA } from "../../payment/formats/avro/avroWriter";
import { registerSchema } from "../../registry/registerSchema";
import { registryAddress } from "../../registry/registryAddress";
import type { GeneratorOptions } from "../config";
import type { FormatLine } from "./outgoing";

const RETRY_MS = 5_000;

/**
 * How payments are written in Avro, undefined where they are not. Their schema is registered first, as the topic's; a registry that
 * is away is waited for, until `stop`. Throws `ConfigError` for options of the registry that do not fit.
 */
export async function avroLines(
  options: GeneratorOptions,
  log: Logger,
  stop: AbortSignal,
): Promise<FormatLine | undefined> {
  const registry = registryAddress(options);
  if (options.format !== "avro" || registry === undefined) return undefined;
  const subject = `${options.topic}-value`;
  while (!stop.aborted) {
    try {
      const id = await registerSchema(registry, subject, PAYMENT_SCHEMA);
      log.info({ subject, id }, `payments are written in Avro by schema ${id}`);
      return createAvroWriter(id, options.currencies?.base);
    } catch (error) {
      log.warn(`${registry.url} does not register the schema of ${subject}: ${(error as Error).message}`);
      await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => {});
    }
  }
  return undefined;
}
