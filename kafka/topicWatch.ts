import type { Kafka } from "kafkajs";
import { createTopicIds, type TopicIds } from "./topicId";

const MARK = "topic-id=";

/** Notices that a topic was deleted and made anew: offsets of the old one mean nothing in the new one. */
export type TopicWatch = ReturnType<typeof createTopicWatch>;

/** `onAnew` is called when the topic is another one than before. Where the broker does not tell ids, nothing is noticed. */
export function createTopicWatch(
  kafka: Kafka,
  topic: string,
  onAnew: () => void,
  ids: TopicIds = createTopicIds(kafka),
) {
  let id: string | undefined;
  let wasMadeAnew = false;

  return {
    /** Asks the broker which topic it is. Rejects when that fails: what is known then may be of a topic that is gone. */
    async look(): Promise<void> {
      const found = await ids.idOf(topic);
      if (found === undefined || found === id) return;
      const isAnother = id !== undefined;
      id = found;
      if (!isAnother) return;
      wasMadeAnew = true;
      onAnew();
    },
    /** Goes with a position that is kept, to tell of which topic it is; null while that is not known. */
    mark: (): string | null => (id === undefined ? null : MARK + id),
    /** Whether a position with this mark (null for none) is of a topic that is gone. */
    isOfAnother(mark: string | null): boolean {
      if (id === undefined || !mark?.startsWith(MARK)) return wasMadeAnew;
      return mark !== MARK + id;
    },
    close: () => ids.close(),
  };
}
