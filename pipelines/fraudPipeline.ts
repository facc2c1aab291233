import type { OutputRecord } from "../beam/flink/kafka/records";
import type { beam } from "../beam/sdk";
import type { TransactionRecord } from "../transforms/record";
import { alertRecords, deadLetterRecords } from "../transforms/toKafkaRecords";
import { type DetectionSettings, detectFraud } from "./detectFraud";

/** The detection between topics: records of payments in, records of alerts and of dead letters out. */
export function fraudPipeline(
  records: beam.PCollection<TransactionRecord>,
  settings: DetectionSettings,
): { alerts: beam.PCollection<OutputRecord>; deadLetters: beam.PCollection<OutputRecord> } {
  const { alerts, deadLetters } = detectFraud(records, settings);
  return { alerts: alerts.apply(alertRecords), deadLetters: deadLetters.apply(deadLetterRecords) };
}
