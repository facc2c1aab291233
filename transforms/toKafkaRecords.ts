import type { OutputRecord } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import type { Alert } from "./alert";
import { type AlertWriting, alertValue } from "./alertFormat";
import { deadLetterJson, MAX_RAW_BYTES } from "./deadLetterJson";
import type { DeadLetter } from "./recordParser";
import type { TooLate } from "./tooLate";

/** Alerts as records of the topic `fraud`: key = id, value as it is written. */
export function alertRecords(writing: AlertWriting) {
  return beam.withName("alertRecords", (alerts: beam.PCollection<Alert>) =>
    alerts.flatMap(beam.withName("toAlertRecord", toAlertRecord), writing),
  );
}

export function toAlertRecord(alert: Alert, writing: AlertWriting): OutputRecord[] {
  return [{ key: Buffer.from(alert.id), value: alertValue(alert, writing) }];
}

/** Dead letters as records of the topic `transactions-dead-letter`: key = reason, value = JSON. */
export function deadLetterRecords(deadLetters: beam.PCollection<DeadLetter>): beam.PCollection<OutputRecord> {
  return deadLetters.flatMap(beam.withName("toDeadLetterRecord", toDeadLetterRecord));
}

export function toDeadLetterRecord(deadLetter: DeadLetter): OutputRecord[] {
  const json = deadLetterJson(deadLetter, MAX_RAW_BYTES);
  return [{ key: Buffer.from(json.reason), value: Buffer.from(JSON.stringify(json)) }];
}

/** What came too late as records of the topic `transactions-dead-letter`: key = reason, value = JSON. */
export function tooLateRecords(sums: beam.PCollection<TooLate>): beam.PCollection<OutputRecord> {
  return sums.flatMap(beam.withName("toTooLateRecord", toTooLateRecord));
}

export function toTooLateRecord(sum: TooLate): OutputRecord[] {
  return [{ key: Buffer.from(sum.reason), value: Buffer.from(JSON.stringify(sum)) }];
}

register("toKafkaRecords", { toAlertRecord, toDeadLetterRecord, toTooLateRecord });
