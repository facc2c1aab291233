import type { Kafka } from "kafkajs";
import { readTopic, wholeTopic } from "../../../kafka/readTopic";
import type { Finding } from "../../../rules/finding";
import type { OwnTopics } from "./ownTopics";
import { deadLettersIn, findingsIn } from "./results";

/** What a job has found, and how many records were no payments, by reason. `group` is of this call alone. */
export async function readResults(
  kafka: Kafka,
  { alerts, deadLetters }: OwnTopics,
  group: string,
): Promise<{ findings: Finding[]; deadLetters: Map<string, number> }> {
  const valuesOf = async (topic: string) => {
    const values: string[] = [];
    const take = (value: Buffer) => values.push(value.toString());
    await readTopic(kafka, topic, await wholeTopic(kafka, topic), group, take);
    return values;
  };
  return { deadLetters: deadLettersIn(await valuesOf(deadLetters)), findings: findingsIn(await valuesOf(alerts)) };
}
