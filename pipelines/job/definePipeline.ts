import { createKafkaConnector } from "../../beam/flink/kafka/kafkaConnector";
import { detectionSettings } from "../detectorOptions";
import { fraudPipeline } from "../fraudPipeline";
import { javaClientSettings } from "./javaClientSettings";
import { kafkaPipeline } from "./kafkaPipeline";
import type { SubmissionSettings } from "./submissionOptions";

/** The pipeline that `settings` describe; `startAt` is where a partition starts that has no committed offset. */
export function definePipeline(settings: SubmissionSettings, startAt: "earliest" | "latest") {
  const detection = detectionSettings(settings, {
    early: settings.early,
    allowedLatenessMs: settings.allowedLateness,
  });
  const client = javaClientSettings(settings);
  return kafkaPipeline({
    connector: createKafkaConnector({
      kafkaConnector: settings.kafkaConnector,
      expansionService: settings.expansionService,
      consumer: { "group.id": settings.group, ...client, ...settings.consumerSettings },
      producer: { ...client, ...settings.producerSettings },
      startAt,
      maxFutureSkewMs: settings.maxFutureSkew,
    }),
    transactionsTopic: settings.transactionsTopic,
    fraudTopic: settings.fraudTopic,
    deadLetterTopic: settings.deadLetterTopic,
    detect: (records) => fraudPipeline(records, detection),
  });
}
