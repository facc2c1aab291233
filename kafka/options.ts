import type { Options } from "../config/options";
import { addresses, oneOf, path, text, toggle } from "../config/values";

export const SASL_MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

/** How to reach the brokers: the same options for every program. Secrets come from files, never from flags. */
export const kafkaOptions = {
  brokers: {
    schema: addresses(),
    value: "HOST:PORT[,…]",
    aliases: ["broker"],
    describe: "Kafka bootstrap brokers",
  },
  tls: { schema: toggle(), default: "false", describe: "connect with TLS" },
  tlsCaFile: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "PEM certificates to trust instead of the system's",
  },
  tlsCertFile: { schema: path(), optional: true, value: "FILE", describe: "PEM client certificate" },
  tlsKeyFile: { schema: path(), optional: true, value: "FILE", describe: "PEM key of the client certificate" },
  saslMechanism: {
    schema: oneOf(SASL_MECHANISMS),
    optional: true,
    value: "NAME",
    describe: `log in by ${SASL_MECHANISMS.join(", ")}`,
  },
  saslUsername: { schema: text(), optional: true, value: "NAME", describe: "SASL user name" },
  saslPasswordFile: { schema: path(), optional: true, value: "FILE", describe: "file with the SASL password" },
  allowPlaintextPasswords: {
    schema: toggle(),
    default: "false",
    describe: "log in by plain without TLS, which shows the password to everybody on the network",
  },
} as const satisfies Options;
