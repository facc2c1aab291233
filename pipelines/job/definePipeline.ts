import { createKafkaConnector } from "../../beam/flink/kafka/kafkaConnector";
import { detectionSettings } from "../detectorOptions";
import { fraudPipeline } from "../fraudPipeline";
import { javaClientSettings } from "./javaClientSettings";
import { kafkaPipeline } from "./kafkaPipeline";
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
  const detection = detectionSettings(settings, {
    early: settings.early,
    allowedLatenessMs: settings.allowedLateness,
    restarts: true,
  });
  const client = javaClientSettings(settings);
  return kafkaPipeline({
    connector: createKafkaConnector({
      kafkaConnector: settings.kafkaConnector,
      expansionService: settings.expansionService,
      consumer: { "group.id": settings.group, ...client, ...settings.consumerSettings },
      producer: { ...client, ...settings.producerSettings },
      startAt,
      startOffsets,
      maxFutureSkewMs: settings.maxFutureSkew,
      maxValueBytes: settings.maxRecordBytes,
    }),
    transactionsTopic: settings.transactionsTopic,
    fraudTopic: settings.fraudTopic,
    deadLetterTopic: settings.deadLetterTopic,
    shadowTopic: settings.shadowTopic,
    stamp: stateStamp(settings, marks),
    detect: (records) => fraudPipeline(records, detection, { shadowApart: true }),
  });
}
