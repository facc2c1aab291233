import { createPrivateKey } from "node:crypto";
import type { JavaClientSettings } from "../../beam/flink/kafka/records";
import { ConfigError } from "../../config/readConfig";
import { type KafkaSettings, saslOf, tlsOf } from "../../kafka/client";

/**
 * The same brokers, TLS and login as `createKafka`, for the Java clients inside Flink. The secrets are part of the pipeline
 * from then on: whoever reads the job server's traffic, Flink's job graph or a job jar can read them. Throws `ConfigError`.
 */
export function javaClientSettings(settings: KafkaSettings): JavaClientSettings {
  const problems: string[] = [];
  const tls = tlsOf(settings, problems);
  const sasl = saslOf(settings, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const java: JavaClientSettings = { "bootstrap.servers": settings.brokers.join(",") };
  if (tls !== undefined || sasl !== undefined) {
    java["security.protocol"] = `${sasl ? "SASL_" : ""}${tls ? "SSL" : "PLAINTEXT"}`;
  }
  if (tls?.ca !== undefined)
    Object.assign(java, { "ssl.truststore.type": "PEM", "ssl.truststore.certificates": tls.ca });
  if (tls?.cert !== undefined && tls.key !== undefined) {
    java["ssl.keystore.type"] = "PEM";
    java["ssl.keystore.certificate.chain"] = tls.cert;
    java["ssl.keystore.key"] = asPkcs8(tls.key);
  }
  if (sasl !== undefined) {
    java["sasl.mechanism"] = sasl.mechanism.toUpperCase();
    java["sasl.jaas.config"] = jaasConfig(sasl.mechanism, sasl.username, sasl.password);
  }
  return java;
}

function jaasConfig(mechanism: string, username: string, password: string): string {
  const loginModule = mechanism === "plain" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
  return `org.apache.kafka.common.security.${loginModule} required username=${quote(username)} password=${quote(password)};`;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** Java reads only PKCS #8 (`BEGIN PRIVATE KEY`), Node.js also the older forms. */
function asPkcs8(pem: string): string {
  try {
    return createPrivateKey(pem).export({ type: "pkcs8", format: "pem" }).toString();
  } catch (error) {
    throw new ConfigError([`--tls-key-file: expected an unencrypted PEM key: ${(error as Error).message}`]);
  }
}
