import { LOG_TOPIC_SETTINGS } from "../../kafka/topics";
import { limitsToSet, type TopicState } from "./checkTopics";
import { type Finding, findingsAbout } from "./finding";

const topics = findingsAbout("topics");

/** A topic whose records count in the order in which they came to lie there, as messages about it speak. */
interface Log {
  /** What lies on it. */
  records: string;
  /** Why none may vanish, and the broker says when it came. */
  because: string;
  /** How to keep what it holds before it is made anew. */
  keep: string;
}

const RULES: Log = {
  records: "versions of rules",
  because: "which rules were in force when must stay as it was",
  keep: "`npm run rules -- export` keeps what it holds",
};

const REVIEWS: Log = {
  records: "decisions",
  because: "who decided what when must stay as it was",
  keep: "`npm run reviews -- export` keeps what is decided now",
};

/** Whether the topic of the versions of rules, where it is there or `isNeeded`, keeps them all in one order, with the time of each. */
export function checkRulesTopic(states: TopicState[], name: string, isNeeded = false): Finding[] {
  return checkLogTopic(RULES, states, name, isNeeded);
}

/** The same of the topic of decisions. */
export function checkReviewsTopic(states: TopicState[], name: string, isNeeded = false): Finding[] {
  return checkLogTopic(REVIEWS, states, name, isNeeded);
}

function checkLogTopic(
  { records, because, keep }: Log,
  states: TopicState[],
  name: string,
  isNeeded: boolean,
): Finding[] {
  const state = states.find((candidate) => candidate.name === name);
  if (state === undefined) {
    const advice = "make it: `node dist/kafka/createTopics.js` (`npx ts-node kafka/createTopics.ts`)";
    return isNeeded ? [topics.fail(`${name} does not exist`, advice)] : [];
  }
  const { partitions, withoutLeader, timestampType, cleanupPolicy } = state;
  if (partitions !== 1) {
    const found = `${name} has ${partitions} partitions: ${records} have no order over several`;
    return [topics.fail(found, `make it anew with one: ${keep}`)];
  }
  const size = `${name} has 1 partition`;
  if (withoutLeader > 0) return [topics.fail(`${size}, without a leader`, "see which brokers are down")];
  const missing = settingsToSet(state);
  if (missing.length > 0) {
    const set = `kafka-configs.sh --alter --topic ${name} --add-config ${missing.join(",")}`;
    const found = `${size}, message.timestamp.type=${timestampType} and cleanup.policy=${cleanupPolicy}`;
    return [topics.fail(`${found}: ${because}`, set)];
  }
  const limits = limitsToSet(state);
  if (limits.length > 0) {
    const set = `kafka-configs.sh --alter --topic ${name} --add-config ${limits.join(",")}`;
    return [topics.warn(`${size}, and a record may grow a thousandfold when it is read`, set)];
  }
  return [topics.ok(`${size}, kept for ever, message.timestamp.type=${timestampType}`)];
}

/** Settings as `name=value` that would keep all records, and the times at which they came to lie there. */
function settingsToSet({ timestampType, cleanupPolicy, retention }: TopicState): string[] {
  const found: Record<keyof typeof LOG_TOPIC_SETTINGS, string> = {
    "cleanup.policy": cleanupPolicy,
    "retention.ms": String(retention.ms),
    "retention.bytes": String(retention.bytes),
    "message.timestamp.type": timestampType,
  };
  return Object.entries(LOG_TOPIC_SETTINGS)
    .filter(([name, value]) => found[name as keyof typeof LOG_TOPIC_SETTINGS] !== value)
    .map(([name, value]) => `${name}=${value}`);
}
