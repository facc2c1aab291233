import type { Admin } from "kafkajs";
import { UserError } from "../../config/runProgram";

/** ConfigResourceTypes.TOPIC, an enum that kafkajs declares but does not export as a value everywhere. */
const TOPIC = 2;
const TIMESTAMP_TYPE = "message.timestamp.type";
const WANTED_TYPE = "LogAppendTime";

/** Throws a `UserError` where the topic is missing, or is none on which versions of rules have an order and a time. */
export async function needRulesTopic(admin: Admin, name: string): Promise<void> {
  const problem = (found: string, advice: string) => new UserError(`--rules-topic: ${found}; ${advice}`);
  if (!(await admin.listTopics()).includes(name)) {
    const advice =
      "`node dist/kafka/createTopics.js` makes it (`npx ts-node kafka/createTopics.ts`), as do the stack and the chart";
    throw problem(`found no topic ${JSON.stringify(name)}`, advice);
  }
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  const { length } = topics[0].partitions;
  if (length !== 1) {
    throw problem(
      `found ${JSON.stringify(name)} with ${length} partitions, expected 1: versions have no order over several`,
      "make it anew, or name another one",
    );
  }
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: TOPIC, name, configNames: [TIMESTAMP_TYPE] }],
  });
  const type = resources[0].configEntries.find(({ configName }) => configName === TIMESTAMP_TYPE)?.configValue;
  if (type !== WANTED_TYPE) {
    throw problem(
      `found ${JSON.stringify(name)} with ${TIMESTAMP_TYPE}=${type}, expected ${WANTED_TYPE}: writers would say themselves when they published`,
      `kafka-configs.sh --alter --topic ${name} --add-config ${TIMESTAMP_TYPE}=${WANTED_TYPE}`,
    );
  }
}
