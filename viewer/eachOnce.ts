import type { TopicRecord } from "../kafka/consumer";

/** Where and when a record came to lie on the topic. */
export interface RecordPlace {
  offset: bigint;
  /** Epoch ms, by the broker's clock. */
  appendedMs: number;
}

/**
 * Tells of each record of a topic's one partition whether it has not come before: a reader whose connection broke may give a batch
 * twice. `beginAnew` is called where the topic was made anew and begins again.
 */
export function eachOnce(beginAnew: () => void): (record: TopicRecord) => boolean {
  let first: RecordPlace | undefined;
  let next = 0n;

  /** Another record lies where the first one was. */
  function isOfAnother(offset: bigint, appendedMs: number): boolean {
    return (
      first !== undefined && (offset < first.offset || (offset === first.offset && appendedMs !== first.appendedMs))
    );
  }

  return ({ offset, timestampMs: appendedMs }) => {
    if (isOfAnother(offset, appendedMs)) {
      beginAnew();
      first = undefined;
      next = 0n;
    }
    if (offset < next) return false;
    first ??= { offset, appendedMs };
    next = offset + 1n;
    return true;
  };
}
