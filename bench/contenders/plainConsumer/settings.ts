import type { Job } from "../contender";

/** What a plain consumer is started with, as JSON in its only argument. */
export interface PlainConsumerSettings {
  broker: string;
  group: string;
  topics: Job["topics"];
  rule: Job["rule"];
}
