import type { Admin, SeekEntry } from "kafkajs";
import { UserError } from "../../config/runProgram";
import { brokersError, withAdmin } from "../../kafka/admin";
import { createKafka } from "../../kafka/client";
import { createLog } from "../../service/log";
import { checkTopics, commitStart, startOffsets } from "../job/kafkaTopics";
import type { SubmissionSettings } from "../job/submissionOptions";
import { createKafkaRulesTopic } from "../rules/kafkaRulesTopic";
import { needRulesTopic } from "../rules/needRulesTopic";
import { readLog } from "../rules/rulesLog";
import type { RulesTopic } from "../rules/rulesTopic";
import { hasShadowRules } from "../rulesOption";

/** Where a job that has no state starts to read. */
export interface StartPlace {
  /** Part of the job, by `topic-partition`. Without them the job starts where its group has committed. */
  offsets?: Record<string, number>;
  /** Puts back what was changed at the brokers, for a job that will never run. */
  undo(): Promise<void>;
}

const NOTHING_CHANGED = async () => undefined;

/** Throws a `UserError` that names every topic that is missing, or says what is wrong with the topic of rules. */
export async function checkTopicsOf(settings: SubmissionSettings): Promise<void> {
  await withAdmin(kafkaOf(settings), async (admin) => {
    await checkTopics(admin, neededTopics(settings));
    if (settings.rulesTopic !== undefined) await checkRulesTopicOf(admin, settings.rulesTopic);
  }).catch(brokersError(settings.brokers));
  const { brokers, field, rulesTopic } = settings;
  if (rulesTopic === undefined || field?.currency === undefined) return;
  await checkHoldsRates(createKafkaRulesTopic(kafkaOf(settings), brokers, rulesTopic, createLog("submit", "error")));
}

/** A job would hold payments up for ever, and only the TaskManager's log would say why. */
export async function checkRulesTopicOf(admin: Admin, topic: string): Promise<void> {
  await needRulesTopic(admin, topic);
  await checkHoldsRules(admin, topic);
}

/** Throws a `UserError` where no version of a rule was ever published: a job would stop at the first payment. */
export async function checkHoldsRules(admin: Pick<Admin, "fetchTopicOffsets">, topic: string): Promise<void> {
  const partitions = await admin.fetchTopicOffsets(topic);
  if (partitions.some(({ low, high }) => high !== low)) return;
  throw new UserError(
    `--rules-topic: ${JSON.stringify(topic)} holds no rule; publish some first: npm run rules -- publish FILE`,
  );
}

/** Throws a `UserError` where there never were rates: all payments of a job that converts would be dead letters. */
export async function checkHoldsRates(topic: RulesTopic): Promise<void> {
  if (readLog(await topic.read()).history.rates !== undefined) return;
  throw new UserError(
    `--field: found a currency, and no rates on --rules-topic ${JSON.stringify(topic.name)}; publish some first: npm run rules -- publish FILE, of a file with rates`,
  );
}

/** The topics that a job cannot do without, by option: that of shadow rules only where there are such rules. */
export function neededTopics({
  transactionsTopic,
  fraudTopic,
  deadLetterTopic,
  shadowTopic,
  rulesTopic,
  rules,
  maxEvidence,
}: SubmissionSettings): Record<string, string> {
  const mayHaveShadow = rulesTopic !== undefined || hasShadowRules(rules, maxEvidence);
  return {
    "transactions-topic": transactionsTopic,
    "fraud-topic": fraudTopic,
    "dead-letter-topic": deadLetterTopic,
    ...(mayHaveShadow ? { "shadow-topic": shadowTopic } : {}),
    ...(rulesTopic === undefined ? {} : { "rules-topic": rulesTopic }),
  };
}

/**
 * Looks up where `--start` lies now. Unlike a consumer's own `latest`, this place holds whatever happens before the first
 * checkpoint: a job that restarts early skips nothing. Beam's KafkaIO knows no start but the group's: there it is committed.
 */
export async function findStart(settings: SubmissionSettings): Promise<StartPlace> {
  const { start, brokers, group, transactionsTopic: topic, kafkaConnector } = settings;
  if (start === "committed") return { undo: NOTHING_CHANGED };
  const kafka = kafkaOf(settings);
  return await withAdmin(kafka, async (admin) => {
    const offsets = await startOffsets(admin, topic, start);
    if (kafkaConnector === "flink") return { offsets: byPartition(topic, offsets), undo: NOTHING_CHANGED };
    const before = await committedOffsets(admin, group, topic);
    await commitStart(kafka, group, topic, offsets);
    const undo = () =>
      withAdmin(kafka, async (again) => {
        if (before.length > 0) await commitStart(kafka, group, topic, before);
        else await again.deleteGroups([group]);
      }).catch(brokersError(brokers));
    return { undo };
  }).catch(brokersError(brokers));
}

function kafkaOf(settings: SubmissionSettings) {
  return createKafka(settings, "fraud-submit", createLog("submit", "silent"), { retries: 3 });
}

function byPartition(topic: string, offsets: SeekEntry[]): Record<string, number> {
  return Object.fromEntries(offsets.map(({ partition, offset }) => [`${topic}-${partition}`, Number(offset)]));
}

async function committedOffsets(admin: Admin, groupId: string, topic: string): Promise<SeekEntry[]> {
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return found.partitions.filter(({ offset }) => Number(offset) >= 0);
}
