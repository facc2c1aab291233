import type { OutputRecord } from "../beam/flink/kafka/records";
import { beam } from "../beam/sdk";
import type { TransactionRecord } from "../transforms/record";
import { alertRecords, deadLetterRecords, tooLateRecords } from "../transforms/toKafkaRecords";
import { type DetectionSettings, detectFraud } from "./detectFraud";
import type { RuleSetSettings } from "./judgeByRules";

/** The detection between topics: records of payments in, records of alerts and of dead letters out. */
export function fraudPipeline(
  records: beam.PCollection<TransactionRecord>,
  settings: DetectionSettings | RuleSetSettings,
): { alerts: beam.PCollection<OutputRecord>; deadLetters: beam.PCollection<OutputRecord> } {
  const { alerts, deadLetters, tooLate } = detectFraud(records, settings);
  // Beam flattens only what has the same windows, and what a sink gets needs none any more.
  const inNoWindow = () => beam.windowInto<OutputRecord, beam.GlobalWindow>(beam.globalWindows());
  const refused = beam
    .P([
      deadLetters.apply(deadLetterRecords).apply(beam.withName("deadLettersOfAllWindows", inNoWindow())),
      tooLate.apply(tooLateRecords).apply(beam.withName("tooLateOfAllWindows", inNoWindow())),
    ])
    .apply(beam.withName("allDeadLetters", beam.flatten<OutputRecord>()));
  return { alerts: alerts.apply(alertRecords), deadLetters: refused };
}
