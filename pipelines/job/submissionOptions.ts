import type { Options, Values } from "../../config/options";
import { kafkaOptions } from "../../kafka/options";
import { formatOptions } from "../../payment/formats/formatOptions";
import { readerSchemaOption, registryOptions, schemaWaitOption } from "../../registry/options";
import { detectorOptions } from "../detectorOptions";
import { clusterOptions } from "./clusterOptions";
import { jobOptions } from "./jobOptions";
import { streamingOptions } from "./streamingOptions";
import { topicOptions } from "./topicOptions";

/** Everything about a job on Flink. */
export const submissionOptions = {
  ...kafkaOptions,
  brokers: { ...kafkaOptions.brokers, default: "127.0.0.1:9092" },
  ...topicOptions,
  ...formatOptions,
  ...registryOptions,
  ...schemaWaitOption,
  ...readerSchemaOption,
  ...detectorOptions,
  ...streamingOptions,
  ...jobOptions,
  ...clusterOptions,
} as const satisfies Options;

export type SubmissionSettings = Values<typeof submissionOptions>;
