import type { RegistryAddress } from "../registry/address";
import type { Alert } from "./alert";
import { avroAlertWriterOf } from "./alertAvro";

/** How alerts are written: as JSON, as the data of a CloudEvent, or as Avro by a schema of a registry. */
export const ALERT_FORMATS = ["json", "cloudevents", "avro"] as const;
export type AlertFormat = (typeof ALERT_FORMATS)[number];

/** How those of one topic are; it travels with a job, as JSON. */
export type AlertWriting =
  | { format: "json" | "cloudevents" }
  | { format: "avro"; registry: RegistryAddress; subject: string };

export const AS_JSON: AlertWriting = { format: "json" };

const TYPE = "streaming-fraud-detection.alert.v1";

/** What a record of Kafka says of a whole CloudEvent as its value (CloudEvents' Kafka binding 1.0.2, 3.3). */
const STRUCTURED = { "content-type": "application/cloudevents+json; charset=UTF-8" };

/** What records of alerts have beside key and value. */
export function alertHeaders(format: AlertFormat): Record<string, string> | undefined {
  return format === "cloudevents" ? STRUCTURED : undefined;
}

/** The value of an alert's record. Sources: CloudEvents 1.0.2, JSON format; Confluent's wire format. */
export function alertValue(alert: Alert, writing: AlertWriting): Buffer {
  switch (writing.format) {
    case "json":
      return Buffer.from(JSON.stringify(alert));
    case "cloudevents":
      return Buffer.from(JSON.stringify(cloudEvent(alert)));
    case "avro":
      return avroAlertWriterOf(writing.registry, writing.subject)(alert);
  }
}

/** Each revision is an event of its own, about the one alert that its subject names. */
function cloudEvent(alert: Alert) {
  return {
    specversion: "1.0",
    id: `${alert.id}/${alert.revision}`,
    source: "/streaming-fraud-detection",
    type: TYPE,
    subject: alert.id,
    time: alert.lastTransaction,
    datacontenttype: "application/json",
    data: alert,
  };
}

/** The alert in the JSON of a record of the alerts' topic, of whatever format; throws an `Error` for an event of another type. */
export function unwrapped(json: unknown): unknown {
  if (typeof json !== "object" || json === null || !("specversion" in json)) return json;
  const { type, data } = json as { type?: unknown; data?: unknown };
  if (type !== TYPE) throw new Error(`type: found ${JSON.stringify(type)}, expected ${TYPE}`);
  return data;
}
