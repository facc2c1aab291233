import { readFileSync } from "node:fs";
import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from "kafkajs";
import type { Logger } from "pino";
import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { boundFetches } from "./fetch/boundFetches";
import { createEntryWriter } from "./kafkajsLog";
import type { kafkaOptions, SASL_MECHANISMS } from "./options";

export type KafkaSettings = Values<typeof kafkaOptions>;

/** A dead broker is an ordinary day: keep trying, at most 5 s apart. */
const KEEP_TRYING: KafkaConfig["retry"] = {
  initialRetryTime: 300,
  maxRetryTime: 5_000,
  retries: Number.MAX_SAFE_INTEGER,
};

/** A kafkajs client that reads its secrets from files and logs through `log`. Throws `ConfigError` with all that does not fit. */
export function createKafka(settings: KafkaSettings, clientId: string, log: Logger, retry = KEEP_TRYING): Kafka {
  const problems: string[] = [];
  const config: KafkaConfig = {
    clientId,
    brokers: settings.brokers,
    ssl: tlsOf(settings, problems),
    sasl: saslOf(settings, problems) as SASLOptions | undefined,
    retry,
    connectionTimeout: 5_000,
    logLevel: logLevel.INFO,
    logCreator: () => createEntryWriter(log),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  boundFetches();
  return new Kafka(config);
}

/** The PEM texts to use with TLS, or undefined without TLS; what does not fit goes to `problems`. */
export function tlsOf(
  settings: KafkaSettings,
  problems: string[],
): { ca?: string; cert?: string; key?: string } | undefined {
  const files = { ca: settings.tlsCaFile, cert: settings.tlsCertFile, key: settings.tlsKeyFile };
  if (!settings.tls) {
    for (const [name, file] of Object.entries(files)) {
      if (file !== undefined) problems.push(`--tls-${name}-file: needs --tls`);
    }
    return undefined;
  }
  if ((files.cert === undefined) !== (files.key === undefined)) {
    problems.push("--tls-cert-file and --tls-key-file: found one of the two, expected both");
  }
  const read = (name: string, file?: string) =>
    file === undefined ? undefined : readSecret(`--tls-${name}-file`, file, problems);
  return { ca: read("ca", files.ca), cert: read("cert", files.cert), key: read("key", files.key) };
}

/** How to log in, or undefined for not at all; what does not fit goes to `problems`. */
export function saslOf(
  settings: KafkaSettings,
  problems: string[],
): { mechanism: (typeof SASL_MECHANISMS)[number]; username: string; password: string } | undefined {
  const { saslMechanism: mechanism, saslUsername: username, saslPasswordFile } = settings;
  const given = [mechanism, username, saslPasswordFile].filter((part) => part !== undefined).length;
  if (given === 0) return undefined;
  if (mechanism === undefined || username === undefined || saslPasswordFile === undefined) {
    problems.push("--sasl-mechanism, --sasl-username and --sasl-password-file: found only some, expected all three");
    return undefined;
  }
  return {
    mechanism,
    username,
    password: readSecret("--sasl-password-file", saslPasswordFile, problems),
  };
}

/** The file's text without the line break that editors add at its end. */
function readSecret(flag: string, file: string, problems: string[]): string {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    problems.push(`${flag}: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`);
    return "";
  }
}
