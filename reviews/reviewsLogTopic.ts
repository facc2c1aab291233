import type { LogTopic } from "../kafka/logTopic";

/** The topic of decisions, as messages about it call what is on it. */
export function reviewsLogTopic(name: string): LogTopic {
  return { name, option: "--reviews-topic", records: "decisions", done: "decided" };
}
