import type { KafkaConnector } from "../../beam/flink/kafka/kafkaConnector";
import type { OutputRecord } from "../../beam/flink/kafka/records";
import type { StateStamp } from "../../beam/flink/state/stateStamp";
import { beam } from "../../beam/sdk";
import type { TransactionRecord } from "../../transforms/record";

/** What a detection on Kafka's records gives: records for the topics of alerts and of dead letters. */
export interface Outputs {
  alerts: beam.PCollection<OutputRecord>;
  deadLetters: beam.PCollection<OutputRecord>;
}

export interface KafkaPipeline {
  connector: KafkaConnector;
  transactionsTopic: string;
  fraudTopic: string;
  deadLetterTopic: string;
  /** Written into the job's state. */
  stamp: StateStamp;
  detect: (records: beam.PCollection<TransactionRecord>) => Outputs;
}

/** The whole pipeline, from the topic of the payments to the topics of alerts and dead letters. */
export function kafkaPipeline({ connector, detect, ...topics }: KafkaPipeline) {
  return async (root: beam.Root): Promise<void> => {
    const records = await root.applyAsync(beam.withName("readTransactions", connector.read(topics.transactionsTopic)));
    const { alerts, deadLetters } = detect(records);
    await alerts.applyAsync(beam.withName("writeAlerts", connector.write(topics.fraudTopic, topics.stamp)));
    await deadLetters.applyAsync(beam.withName("writeDeadLetters", connector.write(topics.deadLetterTopic)));
  };
}
