import type { OutputRecord } from "../beam/flink/kafka/records";
import { beam } from "../beam/sdk";
import { type AlertWriting, AS_JSON } from "../transforms/alertFormat";
import type { TransactionRecord } from "../transforms/record";
import { splitShadow } from "../transforms/splitShadow";
import { alertRecords, deadLetterRecords, tooLateRecords } from "../transforms/toKafkaRecords";
import { detectFraud } from "./detectFraud";
import type { Outputs } from "./job/kafkaPipeline";
import type { RuleSetSettings } from "./judgeByRules";
import type { DetectionSettings } from "./oneRule";

/** How each topic's alerts are written. */
export interface Writings {
  alerts: AlertWriting;
  shadowAlerts: AlertWriting;
}

/**
 * The detection between topics: records of payments in, records of alerts and of dead letters out. `shadowApart`: alerts of
 * rules that are tried out have an output of their own, whether there are such rules now or not: steps of a job that come
 * and go do not find their state again.
 */
export function fraudPipeline(
  records: beam.PCollection<TransactionRecord>,
  settings: DetectionSettings | RuleSetSettings,
  { shadowApart, written = { alerts: AS_JSON, shadowAlerts: AS_JSON } }: { shadowApart: boolean; written?: Writings },
): Outputs {
  const { alerts, deadLetters, tooLate } = detectFraud(records, settings);
  // Beam flattens only what has the same windows, and what a sink gets needs none any more.
  const inNoWindow = () => beam.windowInto<OutputRecord, beam.GlobalWindow>(beam.globalWindows());
  const refused = beam
    .P([
      deadLetters.apply(deadLetterRecords).apply(beam.withName("deadLettersOfAllWindows", inNoWindow())),
      tooLate.apply(tooLateRecords).apply(beam.withName("tooLateOfAllWindows", inNoWindow())),
    ])
    .apply(beam.withName("allDeadLetters", beam.flatten<OutputRecord>()));
  const toRecords = alertRecords(written.alerts);
  if (!shadowApart || !("rules" in settings)) return { alerts: alerts.apply(toRecords), deadLetters: refused };
  const { live, shadow } = alerts.apply(splitShadow());
  const toShadowRecords = alertRecords(written.shadowAlerts);
  const shadowAlerts = shadow.apply(
    beam.withName("shadowAlertRecords", (alerts: typeof shadow) => toShadowRecords(alerts)),
  );
  return { alerts: live.apply(toRecords), shadowAlerts, deadLetters: refused };
}
