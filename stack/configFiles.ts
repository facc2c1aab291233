import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { filesOf } from "./files";
import { flinkConfig } from "./flinkConfig";
import { makeSecrets, secureListenerConfig } from "./secureListener";
import type { StackSettings } from "./settings";

/** Writes what Kafka and Flink read at their start. */
export function writeConfigFiles(settings: StackSettings): void {
  const files = filesOf(settings);
  for (const folder of [files.config, files.temporary, files.uploads]) mkdirSync(folder, { recursive: true });
  if (settings.kafkaTlsSasl) makeSecrets(settings);
  writeFileSync(files.settings, `${JSON.stringify(settings, null, 2)}\n`);
  writeFileSync(files.flinkConfig, stringify(flinkConfig(settings)));
  // It holds a password. A mode counts for new files only.
  rmSync(files.kafkaConfig, { force: true });
  writeFileSync(files.kafkaConfig, propertiesText(kafkaConfig(settings)), { mode: 0o600 });
}

function kafkaConfig(settings: StackSettings): Record<string, string | number | boolean> {
  const { host, ports, kafkaTlsSasl } = settings;
  const clients = [`PLAINTEXT://${host}:${ports.kafka}`];
  if (kafkaTlsSasl) clients.push(`SECURE://${host}:${ports.kafkaSecure}`);
  return {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@${host}:${ports.kafkaController}`,
    listeners: [...clients, `CONTROLLER://${host}:${ports.kafkaController}`].join(","),
    "advertised.listeners": clients.join(","),
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
    ...(kafkaTlsSasl ? secureListenerConfig(settings) : {}),
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": filesOf(settings).kafkaData,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    // Retention counts by a record's own time: payments of last year would be gone within five minutes.
    "log.retention.ms": -1,
    // A misspelt topic should be an error and not a new topic.
    "auto.create.topics.enable": false,
    // After a kill the broker may come back only when its former session has ended: 9 s by default.
    "broker.session.timeout.ms": 3_000,
    "broker.heartbeat.interval.ms": 500,
    "group.initial.rebalance.delay.ms": 0,
  };
}

function propertiesText(properties: Record<string, string | number | boolean>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
