import { expect, test } from "@jest/globals";
import { alertValue } from "../../transforms/alertFormat";
import { toAlertRecord } from "../../transforms/toKafkaRecords";
import { alertOf, revised } from "../viewer/alerts";

const alert = revised(alertOf(), { revision: 3 });

test("as a CloudEvent an alert is the data, each revision an event of its own about the same subject", () => {
  expect(JSON.parse(String(alertValue(alert, { format: "cloudevents" })))).toEqual({
    specversion: "1.0",
    id: `${alert.id}/3`,
    source: "/streaming-fraud-detection",
    type: "streaming-fraud-detection.alert.v1",
    subject: alert.id,
    time: alert.lastTransaction,
    datacontenttype: "application/json",
    data: alert,
  });
});

test("records have the alert's id as their key, whatever they are written as", () => {
  for (const format of ["json", "cloudevents"] as const) {
    const [{ key, value }] = toAlertRecord(alert, { format });
    expect(String(key)).toBe(alert.id);
    expect(String(value)).toBe(String(alertValue(alert, { format })));
  }
  expect(String(alertValue(alert, { format: "json" }))).toBe(JSON.stringify(alert));
});
