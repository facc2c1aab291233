import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from "kafkajs";
import type { Logger } from "pino";
import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { secretFile } from "../config/secretFile";
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

/** A kafkajs client that reads its secrets from files, again for each connection, and logs through `log`. Throws `ConfigError` with all that does not fit. */
export function createKafka(settings: KafkaSettings, clientId: string, log: Logger, retry = KEEP_TRYING): Kafka {
  const problems: string[] = [];
  const warn = (message: string) => log.warn(message);
  const config: KafkaConfig = {
    clientId,
    brokers: settings.brokers,
    ssl: tlsOf(settings, problems, warn),
    sasl: saslOf(settings, problems, warn) as SASLOptions | undefined,
    retry,
    connectionTimeout: 5_000,
    logLevel: logLevel.INFO,
    logCreator: () => createEntryWriter(log),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  boundFetches();
  return new Kafka(config);
}

/** The PEM texts to use with TLS, or undefined without TLS, each read anew when it is asked for; what does not fit goes to `problems`. */
export function tlsOf(
  settings: KafkaSettings,
  problems: string[],
  warn = ignore,
): { readonly ca?: string; readonly cert?: string; readonly key?: string } | undefined {
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
  const reader = (name: string, file?: string) =>
    file === undefined ? undefined : secretFile(`--tls-${name}-file`, file, problems, warn);
  const [ca, cert, key] = [reader("ca", files.ca), reader("cert", files.cert), reader("key", files.key)];
  // kafkajs copies it for each connection.
  return {
    get ca() {
      return ca?.();
    },
    get cert() {
      return cert?.();
    },
    get key() {
      return key?.();
    },
  };
}

/** How to log in, or undefined for not at all; the password is read anew when it is asked for. What does not fit goes to `problems`. */
export function saslOf(
  settings: KafkaSettings,
  problems: string[],
  warn = ignore,
): { mechanism: (typeof SASL_MECHANISMS)[number]; username: string; readonly password: string } | undefined {
  const { saslMechanism: mechanism, saslUsername: username, saslPasswordFile, tls, allowPlaintextPasswords } = settings;
  const given = [mechanism, username, saslPasswordFile].filter((part) => part !== undefined).length;
  if (given === 0) return undefined;
  if (mechanism === undefined || username === undefined || saslPasswordFile === undefined) {
    problems.push("--sasl-mechanism, --sasl-username and --sasl-password-file: found only some, expected all three");
    return undefined;
  }
  if (mechanism === "plain" && !tls && !allowPlaintextPasswords) {
    problems.push(
      "--sasl-mechanism: found plain without --tls, which shows the password to the whole network; expected --tls, " +
        "a scram mechanism, or --allow-plaintext-passwords",
    );
  }
  const password = secretFile("--sasl-password-file", saslPasswordFile, problems, warn);
  return {
    mechanism,
    username,
    get password() {
      return password();
    },
  };
}

function ignore(_: string): void {}
