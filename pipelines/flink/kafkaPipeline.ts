import { beam } from "../../transforms/beam";
import type { OutputRecord } from "../../transforms/toKafkaRecords";
import { type KafkaRecord, readFromKafka, writeToKafka } from "./kafkaIO";

/** What a detection on Kafka's records gives: records for the topics of alerts and of dead letters. */
export interface Outputs {
  alerts: beam.PCollection<OutputRecord>;
  deadLetters: beam.PCollection<OutputRecord>;
}

export interface KafkaPipeline {
  expansionService: string;
  consumer: Record<string, string>;
  producer: Record<string, string>;
  startAt: "earliest" | "latest";
  transactionsTopic: string;
  fraudTopic: string;
  deadLetterTopic: string;
  detect: (records: beam.PCollection<KafkaRecord>) => Outputs;
}

/** The whole pipeline, from the topic of the payments to the topics of alerts and dead letters. */
export function kafkaPipeline({ expansionService, consumer, producer, detect, ...topics }: KafkaPipeline) {
  return async (root: beam.Root): Promise<void> => {
    const records = await root.applyAsync(
      beam.withName(
        "readTransactions",
        readFromKafka({
          expansionService,
          topics: [topics.transactionsTopic],
          consumer,
          startAt: topics.startAt,
          commitOffsets: true,
        }),
      ),
    );
    const { alerts, deadLetters } = detect(records);
    await alerts.applyAsync(
      beam.withName("writeAlerts", writeToKafka({ expansionService, topic: topics.fraudTopic, producer })),
    );
    await deadLetters.applyAsync(
      beam.withName("writeDeadLetters", writeToKafka({ expansionService, topic: topics.deadLetterTopic, producer })),
    );
  };
}
