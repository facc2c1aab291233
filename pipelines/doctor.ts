import type { Kafka } from "kafkajs";
import { FLINK_RELEASE } from "../beam/flink/release";
import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import type { Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { lastRecords } from "../kafka/lastRecords";
import { readLogTopic } from "../kafka/logTopic";
import { topicFormat } from "../payment/formats/topicFormat";
import { registryAddress } from "../registry/registryAddress";
import { reviewsLogTopic } from "../reviews/reviewsLogTopic";
import { DEFAULT_MAX_EVIDENCE } from "../rules/ruleSet";
import { createLog } from "../service/log";
import { within } from "../service/within";
import { checkExpansionService, checkJobServer, checkWorkerPool, expansionNotNeeded } from "./doctor/checkBeamServers";
import { checkCheckpoints } from "./doctor/checkCheckpoints";
import { checkFlink } from "./doctor/checkFlink";
import { checkKafka } from "./doctor/checkKafka";
import { checkPace } from "./doctor/checkPace";
import { checkRecords } from "./doctor/checkRecords";
import type { ReviewsTopic } from "./doctor/checkReviews";
import { checkRules } from "./doctor/checkRules";
import { checkRulesLag } from "./doctor/checkRulesLag";
import { findingLine } from "./doctor/finding";
import { doctorOptions } from "./doctor/options";
import { ratesFor, ratesNow } from "./ratesFor";
import { createKafkaRulesTopic } from "./rules/kafkaRulesTopic";
import type { RulesTopic } from "./rules/rulesTopic";
import { hasShadowRules } from "./rulesOption";

/** Asks every server that the pipeline needs and prints a line for each finding; exit code 1 if one is a FAIL. */
async function examine(
  options: Values<typeof doctorOptions>,
  _words: string[],
  given: ReadonlySet<string>,
): Promise<void> {
  const { timeout, brokers } = options;
  const log = createLog("doctor", "silent");
  const kafka = createKafka(options, "doctor", log, ASK_ONCE);
  // It has a name without the option, too, which no job goes by.
  const isNeeded = given.has("rulesTopic");
  const needsRates = isNeeded && options.field?.currency !== undefined;
  const rules = { topic: createKafkaRulesTopic(kafka, brokers, options.rulesTopic, log), isNeeded, needsRates };
  const reviews = { topic: reviewsTopicOn(kafka, options), isNeeded: given.has("reviewsTopic") };
  const rates = await ratesOf(options, isNeeded, rules.topic);
  const format = topicFormat(options, { registry: registryAddress(options), rates });
  const flink = createFlinkRest(options.flink, "--flink", timeout);
  const names = {
    transactions: options.transactionsTopic,
    fraud: options.fraudTopic,
    deadLetter: options.deadLetterTopic,
    ...(isNeeded || asksForShadow(options.rules) ? { shadow: options.shadowTopic } : {}),
  };
  const found = await Promise.all([
    checkKafka(kafka.admin(), brokers, names, rules, reviews, options.parallelism, timeout),
    checkRecords(() => lastRecords(kafka, options.transactionsTopic, SHOWN_RECORDS), format, options, timeout),
    checkFlink(flink, FLINK_RELEASE),
    checkJobServer(options.jobServer, timeout),
    options.kafkaConnector === "beam" ? checkExpansionService(options.expansionService, timeout) : expansionNotNeeded,
    checkWorkerPool(options.workerPool, timeout),
    checkCheckpoints(flink),
    checkPace(flink),
    checkRules(options.rules),
    checkRulesLag(flink),
  ]);
  const findings = found.flat();
  const code = findings.some(({ level }) => level === "FAIL") ? 1 : 0;
  // A question that was given up, such as one to a silent port, would keep the process alive for half a minute.
  process.stdout.write(findings.map((finding) => `${findingLine(finding)}\n`).join(""), () => process.exit(code));
}

function reviewsTopicOn(kafka: Kafka, { brokers, reviewsTopic: name }: Values<typeof doctorOptions>): ReviewsTopic {
  return { name, read: async () => (await readLogTopic(kafka, brokers, reviewsLogTopic(name))).records };
}

/** Where the topic has none, or cannot be read, another finding says so: payments are shown as they are without any. */
async function ratesOf(options: Values<typeof doctorOptions>, isNeeded: boolean, topic: RulesTopic) {
  const { rulesTopic, ...others } = options;
  if (!isNeeded) return ratesFor(others);
  const read = async () => await within(options.timeout, topic.read());
  return (await ratesNow({ ...others, rulesTopic }, { ...topic, read }).catch(() => null)) ?? "live";
}

/** A file that does not check is told of by another finding. */
function asksForShadow(rules: string | undefined): boolean {
  try {
    return hasShadowRules(rules, DEFAULT_MAX_EVIDENCE);
  } catch {
    return false;
  }
}

const ASK_ONCE = { retries: 0 };
const SHOWN_RECORDS = 5;

runProgram(
  {
    usage: "npm run doctor --",
    description: "Checks that Kafka, Flink, Beam's servers and the worker pool are there and fit the pipeline.",
    environmentPrefix: "FRAUD",
    options: doctorOptions,
  },
  examine,
);
