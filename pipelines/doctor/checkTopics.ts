import { RECORD_LIMITS, type TopicNames } from "../../kafka/topics";
import { type Finding, findingsAbout } from "./finding";

/** What Kafka says about a topic. */
export interface TopicState {
  name: string;
  partitions: number;
  withoutLeader: number;
  cleanupPolicy: string;
  compressionType: string;
  /** max.message.bytes */
  maxMessageBytes: number;
  /** message.timestamp.type */
  timestampType: string;
  /** retention.ms and retention.bytes; -1 for ever. */
  retention: { ms: number; bytes: number };
}

/** That of rules that are tried out only where there are such rules; those of versions of rules and of decisions are looked at by themselves. */
export type NeededTopics = Omit<TopicNames, "shadow" | "rules" | "reviews"> & Partial<Pick<TopicNames, "shadow">>;

const topics = findingsAbout("topics");

/** Whether the topics exist, can be written, spread over `parallelism` readers, and keep what has to be kept. */
export function checkTopics(states: TopicState[], names: NeededTopics, parallelism: number): Finding[] {
  return Object.values(names).map((name) => {
    const state = states.find((candidate) => candidate.name === name);
    if (state === undefined) {
      return topics.fail(`${name} does not exist`, "create it, or name yours with --…-topic; Beam creates none");
    }
    const size = `${name} has ${state.partitions} partition${state.partitions === 1 ? "" : "s"}`;
    if (state.withoutLeader > 0) {
      return topics.fail(`${size}, ${state.withoutLeader} without a leader`, "see which brokers are down");
    }
    if (name === names.transactions && state.partitions < parallelism) {
      return topics.warn(
        `${size} for a parallelism of ${parallelism}`,
        "readers beyond the number of partitions stay idle; add partitions",
      );
    }
    if (name === names.transactions && state.cleanupPolicy.includes("compact")) {
      return topics.fail(
        `${name} is compacted`,
        "its key is the pair, so all but a pair's last payment would vanish; set cleanup.policy=delete",
      );
    }
    if ((name === names.fraud || name === names.shadow) && !state.cleanupPolicy.includes("compact")) {
      return topics.warn(
        `${size} and cleanup.policy=${state.cleanupPolicy}`,
        "with cleanup.policy=compact it keeps the newest revision of each alert for ever",
      );
    }
    const missing = limitsToSet(state);
    if (missing.length > 0) {
      return topics.warn(
        `${size}, compression.type=${state.compressionType} and max.message.bytes=${state.maxMessageBytes}: a record may ` +
          "grow a thousandfold when it is read and stop the job",
        `kafka-configs.sh --alter --topic ${name} --add-config ${missing.join(",")}`,
      );
    }
    return topics.ok(`${size}, cleanup.policy=${state.cleanupPolicy}`);
  });
}

/** Settings as `name=value` that would keep records as small as they are when they are read. */
export function limitsToSet({ compressionType, maxMessageBytes }: TopicState): string[] {
  const [type, bytes] = [RECORD_LIMITS["compression.type"], RECORD_LIMITS["max.message.bytes"]];
  return [
    ...(compressionType === type ? [] : [`compression.type=${type}`]),
    ...(maxMessageBytes <= Number(bytes) ? [] : [`max.message.bytes=${bytes}`]),
  ];
}
