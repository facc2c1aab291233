import type { Kafka } from "kafkajs";
import { UserError } from "../../config/runProgram";
import { withAdmin } from "../../kafka/admin";
import { type LogTopic, needLogTopic } from "../../kafka/logTopic";
import type { RecordProducer } from "../../kafka/producer";

/** A producer that connects only where records of the topic have an order and a time; a user who may not see its settings is believed. */
export function onLogTopic(producer: RecordProducer, kafka: Kafka, topic: LogTopic): RecordProducer {
  return {
    ...producer,
    async connect() {
      await withAdmin(kafka, (admin) => needLogTopic(admin, topic)).catch((error: Error) => {
        if (error instanceof UserError) throw error;
      });
      await producer.connect();
    },
  };
}
