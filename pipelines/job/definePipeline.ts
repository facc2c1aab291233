import { createKafkaConnector } from "../../beam/flink/kafka/kafkaConnector";
import { ConfigError } from "../../config/readConfig";
import { topicFormat } from "../../payment/formats/topicFormat";
import { registryAddress } from "../../registry/registryAddress";
import { type AlertWriting, alertHeaders } from "../../transforms/alertFormat";
import { detectionSettings, ruleSetSettings } from "../detectorOptions";
import { duplicatesSettings } from "../duplicatesOption";
import { fraudPipeline } from "../fraudPipeline";
import { ratesFor } from "../ratesFor";
import { eventTime } from "./eventTime";
import { javaClientSettings } from "./javaClientSettings";
import { kafkaPipeline } from "./kafkaPipeline";
import { liveRules } from "./liveRules";
import { type Marks, stateStamp } from "./stateOptions";
import type { SubmissionSettings } from "./submissionOptions";

/**
 * The pipeline that `settings` describe. A partition starts at its `startOffsets` (`topic-partition`), else where the group
 * has committed, else at `startAt`.
 */
export function definePipeline(
  settings: SubmissionSettings,
  startAt: "earliest" | "latest",
  { startOffsets, marks }: { startOffsets?: Record<string, number>; marks?: Marks } = {},
) {
  const streaming = { early: settings.early, allowedLatenessMs: settings.allowedLateness, restarts: true };
  const live = settings.rulesTopic === undefined ? undefined : liveRules(settings, settings.rulesTopic);
  const detection = live
    ? ruleSetSettings(live.options, live.rules, streaming)
    : detectionSettings(settings, streaming);
  const format = topicFormat(settings, { ...schemasOf(settings), rates: ratesFor(settings) });
  const copies = duplicatesSettings(settings.duplicatesWithin, format);
  const client = javaClientSettings(settings);
  const written = {
    alerts: writingOf(settings, settings.fraudTopic),
    shadowAlerts: writingOf(settings, settings.shadowTopic),
  };
  return kafkaPipeline({
    connector: createKafkaConnector({
      kafkaConnector: settings.kafkaConnector,
      expansionService: settings.expansionService,
      consumer: { "group.id": settings.group, ...client, ...settings.consumerSettings },
      producer: { ...client, ...settings.producerSettings },
      startAt,
      startOffsets,
      ...eventTime(settings, format),
      maxFutureSkewMs: detection.maxFutureSkewMs,
      maxValueBytes: settings.maxRecordBytes,
    }),
    transactionsTopic: settings.transactionsTopic,
    rules: live?.beside,
    fraudTopic: settings.fraudTopic,
    deadLetterTopic: settings.deadLetterTopic,
    shadowTopic: settings.shadowTopic,
    stamp: stateStamp(settings, marks),
    alertHeaders: headersOf(settings),
    detect: (records) => fraudPipeline(records, { ...detection, format, ...copies }, { shadowApart: true, written }),
  });
}

/** Of the alerts of a topic, whose schema has the subject that Confluent's serializers give it. Throws a `ConfigError`. */
function writingOf(settings: SubmissionSettings, topic: string): AlertWriting {
  const { alertFormat: format } = settings;
  if (format !== "avro") return { format };
  const registry = registryAddress(settings);
  if (registry !== undefined) return { format, registry, subject: `${topic}-value` };
  throw new ConfigError(["--schema-registry is missing: --alert-format avro needs it"]);
}

/** Of alerts. Throws a `ConfigError` where the connector writes none. */
function headersOf({ alertFormat, kafkaConnector }: SubmissionSettings) {
  const headers = alertHeaders(alertFormat);
  if (headers === undefined || kafkaConnector === "flink") return headers;
  throw new ConfigError([
    `--alert-format: found ${alertFormat}, which needs --kafka-connector flink: Beam's KafkaIO writes no headers`,
  ]);
}

function schemasOf(settings: SubmissionSettings) {
  return { registry: registryAddress(settings), unknownSchemaMs: settings.unknownSchemaWait };
}
