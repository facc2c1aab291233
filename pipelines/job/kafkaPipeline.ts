import type { RulesBeside } from "../../beam/flink/kafka/flinkKafka";
import type { KafkaConnector } from "../../beam/flink/kafka/kafkaConnector";
import type { OutputRecord } from "../../beam/flink/kafka/records";
import type { StateStamp } from "../../beam/flink/state/stateStamp";
import { beam } from "../../beam/sdk";
import type { TransactionRecord } from "../../transforms/record";

/** What a detection on Kafka's records gives: records for the topics of alerts and of dead letters. */
export interface Outputs {
  alerts: beam.PCollection<OutputRecord>;
  /** Of rules that are tried out, where they are to be kept apart. */
  shadowAlerts?: beam.PCollection<OutputRecord>;
  deadLetters: beam.PCollection<OutputRecord>;
}

export interface KafkaPipeline {
  connector: KafkaConnector;
  transactionsTopic: string;
  /** Read beside the payments. */
  rules?: RulesBeside;
  fraudTopic: string;
  deadLetterTopic: string;
  /** Needed where alerts are kept apart. */
  shadowTopic?: string;
  /** Written into the job's state. */
  stamp: StateStamp;
  /** What records of alerts have beside key and value. */
  alertHeaders?: Record<string, string>;
  detect: (records: beam.PCollection<TransactionRecord>) => Outputs;
}

/** The whole pipeline, from the topic of the payments to the topics of alerts and dead letters. */
export function kafkaPipeline({ connector, detect, stamp, alertHeaders: headers, ...topics }: KafkaPipeline) {
  return async (root: beam.Root): Promise<void> => {
    const records = await root.applyAsync(
      beam.withName("readTransactions", connector.read(topics.transactionsTopic, topics.rules)),
    );
    const { alerts, shadowAlerts, deadLetters } = detect(records);
    await alerts.applyAsync(beam.withName("writeAlerts", connector.write(topics.fraudTopic, { stamp, headers })));
    if (shadowAlerts !== undefined && topics.shadowTopic !== undefined) {
      await shadowAlerts.applyAsync(
        beam.withName("writeShadowAlerts", connector.write(topics.shadowTopic, { headers })),
      );
    }
    await deadLetters.applyAsync(beam.withName("writeDeadLetters", connector.write(topics.deadLetterTopic)));
  };
}
