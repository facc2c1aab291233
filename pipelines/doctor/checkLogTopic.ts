import { RULES_TOPIC_SETTINGS } from "../../kafka/topics";
import { limitsToSet, type TopicState } from "./checkTopics";
import { type Finding, findingsAbout } from "./finding";

const topics = findingsAbout("topics");

/** Whether the topic of the versions of rules, where it is there or `isNeeded`, keeps them all in one order, with the time of each. */
export function checkRulesTopic(states: TopicState[], name: string, isNeeded = false): Finding[] {
  const state = states.find((candidate) => candidate.name === name);
  if (state === undefined) {
    const advice = "make it: `node dist/kafka/createTopics.js` (`npx ts-node kafka/createTopics.ts`)";
    return isNeeded ? [topics.fail(`${name} does not exist`, advice)] : [];
  }
  const { partitions, withoutLeader, timestampType, cleanupPolicy } = state;
  if (partitions !== 1) {
    return [
      topics.fail(
        `${name} has ${partitions} partitions: versions of rules have no order over several`,
        "make it anew with one: `npm run rules -- export` keeps what it holds",
      ),
    ];
  }
  const size = `${name} has 1 partition`;
  if (withoutLeader > 0) return [topics.fail(`${size}, without a leader`, "see which brokers are down")];
  const missing = settingsToSet(state);
  if (missing.length > 0) {
    const set = `kafka-configs.sh --alter --topic ${name} --add-config ${missing.join(",")}`;
    const found = `${size}, message.timestamp.type=${timestampType} and cleanup.policy=${cleanupPolicy}`;
    return [topics.fail(`${found}: which rules were in force when must stay as it was`, set)];
  }
  const limits = limitsToSet(state);
  if (limits.length > 0) {
    const set = `kafka-configs.sh --alter --topic ${name} --add-config ${limits.join(",")}`;
    return [topics.warn(`${size}, and a record may grow a thousandfold when it is read`, set)];
  }
  return [topics.ok(`${size}, kept for ever, message.timestamp.type=${timestampType}`)];
}

/** Settings as `name=value` that would keep all versions, and the times at which they came to lie there. */
function settingsToSet({ timestampType, cleanupPolicy, retention }: TopicState): string[] {
  const found: Record<keyof typeof RULES_TOPIC_SETTINGS, string> = {
    "cleanup.policy": cleanupPolicy,
    "retention.ms": String(retention.ms),
    "retention.bytes": String(retention.bytes),
    "message.timestamp.type": timestampType,
  };
  return Object.entries(RULES_TOPIC_SETTINGS)
    .filter(([name, value]) => found[name as keyof typeof RULES_TOPIC_SETTINGS] !== value)
    .map(([name, value]) => `${name}=${value}`);
}
