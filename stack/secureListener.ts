import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { UserError } from "../config/runProgram";
import { filesOf } from "./files";
import type { StackSettings } from "./settings";

/** The one user whom the listener with TLS and SASL lets in, by PLAIN and SCRAM-SHA-512; the password is in a file. */
export const SECURE_USER = "fraud";

const LISTENER = "listener.name.secure";
const MODULES = "org.apache.kafka.common.security";

/** Makes a password, a key and a certificate that signs itself, where the state folder has none yet. */
export function makeSecrets(settings: StackSettings): void {
  const { secure } = filesOf(settings);
  if (existsSync(secure.keystore)) return;
  mkdirSync(secure.folder, { recursive: true, mode: 0o700 });
  writeFileSync(secure.password, randomBytes(16).toString("hex"), { mode: 0o600 });
  const names = ["-subj", `/CN=${settings.host}`, "-addext", `subjectAltName=IP:${settings.host},DNS:localhost`];
  const files = ["-keyout", secure.key, "-out", secure.certificate];
  try {
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", ...names, ...files], {
      stdio: "pipe",
    });
  } catch (error) {
    throw new UserError(`--kafka-tls-sasl: openssl makes no certificate: ${(error as Error).message.split("\n")[0]}`);
  }
  // Kafka wants the key and its certificate in one file.
  const pem = readFileSync(secure.key, "utf8") + readFileSync(secure.certificate, "utf8");
  writeFileSync(secure.keystore, pem, { mode: 0o600 });
}

/** The broker's settings for the listener SECURE. */
export function secureListenerConfig(settings: StackSettings): Record<string, string> {
  const { secure } = filesOf(settings);
  const password = passwordOf(settings);
  return {
    [`${LISTENER}.ssl.keystore.type`]: "PEM",
    [`${LISTENER}.ssl.keystore.location`]: secure.keystore,
    [`${LISTENER}.sasl.enabled.mechanisms`]: "PLAIN,SCRAM-SHA-512",
    [`${LISTENER}.plain.sasl.jaas.config`]: `${MODULES}.plain.PlainLoginModule required user_${SECURE_USER}="${password}";`,
    [`${LISTENER}.scram-sha-512.sasl.jaas.config`]: `${MODULES}.scram.ScramLoginModule required;`,
  };
}

/** What the broker's storage is formatted with. The password is worth no more than this stack, which holds no one's data. */
export function scramUserFlags(settings: StackSettings): string[] {
  if (!settings.kafkaTlsSasl) return [];
  return ["--add-scram", `SCRAM-SHA-512=[name=${SECURE_USER},password=${passwordOf(settings)}]`];
}

function passwordOf(settings: StackSettings): string {
  return readFileSync(filesOf(settings).secure.password, "utf8");
}
