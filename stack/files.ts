import { join } from "node:path";
import type { StackSettings } from "./settings";

/** Where a stack keeps what, all inside its state folder. */
export function filesOf({ stateDir }: Pick<StackSettings, "stateDir">) {
  return {
    settings: join(stateDir, "stack.json"),
    config: join(stateDir, "config"),
    flinkConfig: join(stateDir, "config", "config.yaml"),
    kafkaConfig: join(stateDir, "config", "server.properties"),
    /** Of Kafka's listener with TLS and SASL. */
    secure: {
      folder: join(stateDir, "secure"),
      password: join(stateDir, "secure", "password"),
      key: join(stateDir, "secure", "key.pem"),
      certificate: join(stateDir, "secure", "certificate.pem"),
      keystore: join(stateDir, "secure", "keystore.pem"),
    },
    kafkaData: join(stateDir, "kafka"),
    registryData: join(stateDir, "registry"),
    checkpoints: join(stateDir, "checkpoints"),
    savepoints: join(stateDir, "savepoints"),
    uploads: join(stateDir, "uploads"),
    temporary: join(stateDir, "tmp"),
    artifacts: join(stateDir, "artifacts"),
    /** What the program logs, kept small by rotation where the program can. */
    log: (part: string) => join(stateDir, "log", `${part}.log`),
    /** What it writes to standard output and error beside that. */
    out: (part: string) => join(stateDir, "log", `${part}.out`),
    process: (part: string) => join(stateDir, "run", `${part}.json`),
  };
}
