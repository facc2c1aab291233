import type { Options } from "../../config/options";
import { duration } from "../../config/values";
import { kafkaOptions } from "../../kafka/options";
import { formatOptions } from "../../payment/formats/formatOptions";
import { readerSchemaOption, registryOptions } from "../../registry/options";
import { reviewsTopicOption } from "../../reviews/reviewsTopicOption";
import { clusterOptions } from "../job/clusterOptions";
import { jobOptions } from "../job/jobOptions";
import { streamingOptions } from "../job/streamingOptions";
import { topicOptions } from "../job/topicOptions";
import { rulesOption } from "../rulesOption";
import { rulesTopicOption } from "../rulesTopicOption";

/** Options of `npm run doctor`: where `npm run submit` would look, by the same names. */
export const doctorOptions = {
  ...kafkaOptions,
  brokers: { ...kafkaOptions.brokers, default: "127.0.0.1:9092" },
  transactionsTopic: topicOptions.transactionsTopic,
  fraudTopic: topicOptions.fraudTopic,
  deadLetterTopic: topicOptions.deadLetterTopic,
  shadowTopic: topicOptions.shadowTopic,
  rulesTopic: {
    ...rulesTopicOption,
    describe: "topic of the versions of rules; a job needs it where it is named, and it is looked at where it is there",
  },
  reviewsTopic: {
    ...reviewsTopicOption,
    describe: "topic of what people decide about alerts; needed where it is named, and looked at where it is there",
  },
  flink: clusterOptions.flink,
  jobServer: clusterOptions.jobServer,
  kafkaConnector: clusterOptions.kafkaConnector,
  expansionService: clusterOptions.expansionService,
  workerPool: clusterOptions.workerPool,
  eventTime: streamingOptions.eventTime,
  maxOutOfOrderness: streamingOptions.maxOutOfOrderness,
  allowedLateness: streamingOptions.allowedLateness,
  ...formatOptions,
  ...registryOptions,
  ...readerSchemaOption,
  rules: rulesOption,
  parallelism: { ...jobOptions.parallelism, describe: "parallelism that you mean to run with" },
  timeout: {
    schema: duration({ min: "100ms", max: "1m" }),
    default: "4s",
    value: "DURATION",
    describe: "how long each question may take",
  },
} as const satisfies Options;
