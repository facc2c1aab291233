import { createTopicsOf } from "../../test/live/support/topics";
import { TIMED_BY_BROKER } from "./alertWatch";

/** New topics for what one run writes, gone when `use` is done. */
export async function withOutputTopics<T>(
  broker: string,
  { name, partitions }: { name: string; partitions: number },
  use: (topics: { fraud: string; deadLetters: string }) => Promise<T>,
): Promise<T> {
  const topics = createTopicsOf(broker);
  const fraud = `fraud-${name}`;
  const deadLetters = `transactions-dead-letter-${name}`;
  await topics.createAll([fraud, deadLetters], partitions, TIMED_BY_BROKER);
  try {
    return await use({ fraud, deadLetters });
  } finally {
    await topics.remove([fraud, deadLetters]);
  }
}
