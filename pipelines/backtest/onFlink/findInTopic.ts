import { randomUUID } from "node:crypto";
import { brokersError, withAdmin } from "../../../kafka/admin";
import { createKafka } from "../../../kafka/client";
import type { Finding } from "../../../rules/finding";
import { createLog } from "../../../service/log";
import type { RulesText } from "../../../transforms/rulesText";
import { runBoundedJob } from "./boundedJob";
import { withOwnTopics } from "./ownTopics";
import { readDeadLetters, readFindings } from "./readResults";
import { topicRange } from "./topicRange";
import type { TopicRunOptions } from "./topicRunOptions";

export interface TopicRun {
  topic: string;
  options: TopicRunOptions;
  rules: RulesText;
  /** How much later than the newest one of its partition a payment may come; more is an error, never silently wrong. */
  disorderMs: number;
  maxFutureSkewMs: number;
  maxRecordBytes: number;
  onProgress?: (recordsRead: number, records: number) => void;
}

export interface FoundInTopic {
  /** By start of the window, then by id. */
  findings: Finding[];
  /** Records of the range. */
  linesRead: number;
  /** By reason, in order of the reasons. */
  deadLetters: Map<string, number>;
}

/**
 * What the rules find in a range of a topic, by a job on Flink with a group and topics of its own: nothing of a job that
 * runs is touched. All of it is gone when this resolves or rejects.
 */
export async function findInTopic(run: TopicRun): Promise<FoundInTopic> {
  const { topic, options, disorderMs, rules, maxFutureSkewMs, maxRecordBytes, onProgress } = run;
  const kafka = createKafka(options, "fraud-backtest", createLog("backtest", "silent"), { retries: 5 });
  const range = await withAdmin(kafka, (admin) => topicRange(admin, topic, options)).catch(
    brokersError(options.brokers),
  );
  const name = `fraud-backtest-${randomUUID().slice(0, 8)}`;
  const settings = { rules, maxFutureSkewMs, maxRecordBytes, early: false, restarts: false, allowedLatenessMs: 0 };
  return await withOwnTopics(kafka, name, async (topics) => {
    const job = { name, topic, range, topics, rules: settings, disorderMs };
    await runBoundedJob(job, options, (read) => onProgress?.(read, range.records));
    const deadLetters = await readDeadLetters(kafka, topics, `${name}-dead-letters`);
    return { findings: await readFindings(kafka, topics, `${name}-alerts`), linesRead: range.records, deadLetters };
  });
}
