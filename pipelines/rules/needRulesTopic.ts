import type { Admin } from "kafkajs";
import { type LogTopic, needLogTopic } from "../../kafka/logTopic";

/** Throws a `UserError` where the topic is missing, or is none on which versions of rules have an order and a time. */
export function needRulesTopic(admin: Admin, name: string): Promise<void> {
  return needLogTopic(admin, rulesLogTopic(name));
}

export function rulesLogTopic(name: string): LogTopic {
  return { name, option: "--rules-topic", records: "versions", done: "published" };
}
