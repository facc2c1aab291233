import type { Alert } from "./alert";

/** How alerts are written: as JSON, or as the data of a CloudEvent. */
export const ALERT_FORMATS = ["json", "cloudevents"] as const;
export type AlertFormat = (typeof ALERT_FORMATS)[number];

const TYPE = "streaming-fraud-detection.alert.v1";

/** What a record of Kafka says of a whole CloudEvent as its value (CloudEvents' Kafka binding 1.0.2, 3.3). */
const STRUCTURED = { "content-type": "application/cloudevents+json; charset=UTF-8" };

/** What records of alerts have beside key and value. */
export function alertHeaders(format: AlertFormat): Record<string, string> | undefined {
  return format === "cloudevents" ? STRUCTURED : undefined;
}

/** The value of an alert's record. Source: CloudEvents 1.0.2, JSON format. */
export function alertValue(alert: Alert, format: AlertFormat): string {
  return JSON.stringify(format === "cloudevents" ? cloudEvent(alert) : alert);
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

/** The alert in what a record of the alerts' topic holds, of whatever format; throws an `Error` for an event of another type. */
export function unwrapped(json: unknown): unknown {
  if (typeof json !== "object" || json === null || !("specversion" in json)) return json;
  const { type, data } = json as { type?: unknown; data?: unknown };
  if (type !== TYPE) throw new Error(`type: found ${JSON.stringify(type)}, expected ${TYPE}`);
  return data;
}
