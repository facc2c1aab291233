import { type Finding, findingsAbout } from "./finding";

/** The names of the pipeline's topics. */
export interface TopicNames {
  transactions: string;
  fraud: string;
  deadLetters: string;
}

/** What Kafka says about a topic. */
export interface TopicState {
  name: string;
  partitions: number;
  withoutLeader: number;
  cleanupPolicy: string;
}

const topics = findingsAbout("topics");

/** Whether the topics exist, can be written, spread over `parallelism` readers, and keep what has to be kept. */
export function checkTopics(states: TopicState[], names: TopicNames, parallelism: number): Finding[] {
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
    if (name === names.fraud && !state.cleanupPolicy.includes("compact")) {
      return topics.warn(
        `${size} and cleanup.policy=${state.cleanupPolicy}`,
        "with cleanup.policy=compact it keeps the newest revision of each alert for ever",
      );
    }
    return topics.ok(`${size}, cleanup.policy=${state.cleanupPolicy}`);
  });
}
