import type { StoredRecord } from "../../../kafka/logTopic";
import { movedOn } from "../../../pipelines/rules/race";
import type { NewRecord, RulesTopic } from "../../../pipelines/rules/rulesTopic";

/** A topic in memory. `clock` tells when a record comes to lie there; `meanwhile` happens just before one is written. */
export function createFakeTopic(
  clock: { nowMs: number },
  meanwhile: { beforeLook?: string[]; beforeWrite?: string[] } = {},
) {
  const records: StoredRecord[] = [];
  const put = (...texts: string[]) => {
    for (const text of texts) records.push({ offset: BigInt(records.length), appendedMs: clock.nowMs, text });
  };
  const topic: RulesTopic = {
    name: "fraud-rules",
    read: async () => ({ records: [...records], end: BigInt(records.length) }),
    async append(added: readonly NewRecord[], end) {
      put(...(meanwhile.beforeLook ?? []));
      const now = BigInt(records.length);
      if (now !== end) throw movedOn(topic.name, end, now);
      put(...(meanwhile.beforeWrite ?? []), ...added.map(({ text }) => text));
    },
  };
  return { topic, records, put };
}
