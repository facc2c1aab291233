import type { Kafka } from "kafkajs";
import { createTopicIds, type TopicIds } from "./topicId";

/** How often a reader asks whether its topic is still the same. */
const LOOK_EVERY_MS = 5_000;
const MARK = "topic-id=";

/** Notices that a topic was deleted and made anew: offsets of the old one mean nothing in the new one. */
export type TopicWatch = ReturnType<typeof createTopicWatch>;

/** `onAnew` is called when the topic is another one than before. Where the broker does not tell ids, nothing is noticed. */
export function createTopicWatch(
  kafka: Kafka,
  topic: string,
  onAnew: () => void,
  ids: TopicIds = createTopicIds(kafka),
  now: () => number = Date.now,
) {
  let id: string | undefined;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let wasMadeAnew = false;

  /** True when the topic is another one than at the last look. */
  async function look(): Promise<boolean> {
    lookedMs = now();
    // A broker that does not answer now is asked again; reading itself says that it is away.
    const found = await ids.idOf(topic).catch(() => undefined);
    if (found === undefined || found === id) return false;
    const isAnother = id !== undefined;
    id = found;
    if (isAnother) {
      wasMadeAnew = true;
      onAnew();
    }
    return isAnother;
  }

  return {
    look,
    /** The same, asked of the broker only now and then. */
    hasChanged: async (): Promise<boolean> => now() - lookedMs >= LOOK_EVERY_MS && look(),
    /** Goes with a position that is kept, to tell of which topic it is. */
    mark: (): string | null => (id === undefined ? null : MARK + id),
    /** Whether a position with this mark (null for none) is of a topic that is gone. */
    isOfAnother(mark: string | null): boolean {
      if (id === undefined || !mark?.startsWith(MARK)) return wasMadeAnew;
      return mark !== MARK + id;
    },
    close: () => ids.close(),
  };
}
