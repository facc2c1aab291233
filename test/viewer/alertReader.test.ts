import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ALERT_AVRO_SCHEMA, createAvroAlertWriter } from "../../transforms/alertAvro";
import { createAlertReader } from "../../viewer/alertReader";
import { MalformedAlert, parseAlert } from "../../viewer/parseAlert";
import { json, startFakeRegistry, UNKNOWN } from "../registry/fakeRegistry";
import { alertOf } from "./alerts";

const KNOWN = json({ schema: JSON.stringify(ALERT_AVRO_SCHEMA) });
const value = createAvroAlertWriter(7)(alertOf());
const record = { topic: "fraud", partition: 0, offset: 0n, key: null, value, timestampMs: 0, isNews: true };

let registry: Awaited<ReturnType<typeof startFakeRegistry>>;
beforeEach(async () => {
  registry = await startFakeRegistry(KNOWN);
});
afterEach(() => registry.close());

function readerOf(stop = new AbortController(), now?: () => number) {
  const said: string[] = [];
  const log = { warn: (line: string) => void said.push(line.replace(registry.url, "URL")) } as never;
  return { ...createAlertReader({ url: registry.url }, { log, stop: stop.signal, now }), said };
}

test("alerts in Avro are read by the schema of their id, which is asked for once, and JSON beside them as ever", async () => {
  const reader = readerOf();
  const plain = Buffer.from(JSON.stringify(alertOf()));
  await reader.prepare([record, { ...record, value: null }, { ...record, value: plain }, record]);
  await reader.prepare([record]);
  expect([reader.parse(value), reader.parse(plain)]).toEqual([alertOf(), alertOf()]);
  expect(registry.asked).toEqual(["GET /schemas/ids/7"]);
});

test("without a registry, cut, or of a schema that is not known they are no alerts, and it is said why", async () => {
  registry.answer = UNKNOWN;
  let nowMs = 0;
  const reader = readerOf(undefined, () => nowMs);
  await reader.prepare([record]);
  await reader.prepare([record]);
  expect(reader.parse(value)).toEqual(
    new MalformedAlert("expected an alert as Avro: found schema 7, which the registry does not know"),
  );
  expect(parseAlert(value)).toEqual(
    new MalformedAlert("found Avro, expected JSON, or --schema-registry that says where its schema is"),
  );
  expect(registry.asked).toHaveLength(1);
  // It may be there later.
  registry.answer = KNOWN;
  nowMs = 60_001;
  await reader.prepare([record]);
  expect(reader.parse(value)).toEqual(alertOf());
  expect(reader.parse(value.subarray(0, 40))).toBeInstanceOf(MalformedAlert);
});

test("a registry that is away is waited for, said, until the viewer stops", async () => {
  registry.answer = json({ message: "starting" }, 503);
  const stop = new AbortController();
  const reader = readerOf(stop);
  const waited = reader.prepare([record]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(reader.said).toEqual(["waiting for schema 7 of URL: it answered 503: starting"]);
  registry.answer = KNOWN;
  await waited;
  expect(reader.parse(value)).toEqual(alertOf());
  registry.answer = json({}, 500);
  const ended = reader.prepare([{ ...record, value: createAvroAlertWriter(8)(alertOf()) }]);
  setTimeout(() => stop.abort(), 300);
  await expect(ended).rejects.toThrow();
});
