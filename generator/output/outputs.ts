import type { Logger } from "pino";
import { createKafka } from "../../kafka/client";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import type { RecordProducer } from "../../kafka/producer";
import type { GeneratorOptions } from "../config";
import { headerOf, writtenFormat } from "../writtenFormat";
import { createFileOutput } from "./fileOutput";
import { createKafkaOutput } from "./kafkaOutput";
import type { Output } from "./output";

/** Where the options send payments and ground truth, and the producers that have to be connected for it. */
export interface Outputs {
  payments: Output;
  truth: Output[];
  producers: RecordProducer[];
}

/**
 * Opens what the options ask for; `onReaderGone` is called where a file is a pipe whose reader has gone. Throws
 * `ConfigError` for Kafka options that do not fit.
 */
export function createOutputs(options: GeneratorOptions, log: Logger, onReaderGone: () => void): Outputs {
  const producers: RecordProducer[] = [];
  const toTopic = (topic: string) => {
    const kafka = createKafka({ ...options, brokers: options.brokers ?? [] }, "generator", log);
    const producer = createIdempotentProducer(kafka, log);
    producers.push(producer);
    return createKafkaOutput(producer, topic);
  };
  const payments =
    options.out === undefined
      ? toTopic(options.topic)
      : createFileOutput(options.out, onReaderGone, headerOf(writtenFormat(options)));
  const truth = [
    ...(options.truth === undefined ? [] : [createFileOutput(options.truth, onReaderGone)]),
    ...(options.truthTopic === undefined ? [] : [toTopic(options.truthTopic)]),
  ];
  return { payments, truth, producers };
}
