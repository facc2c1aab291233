import type { RulesBeside } from "../../beam/flink/kafka/flinkKafka";
import { ConfigError } from "../../config/readConfig";
import { MIN_LEAD_MS } from "../../rules/history/versionRecord";
import { MAX_AHEAD_MS } from "../../transforms/parseBesideRules";
import type { RulesText } from "../../transforms/rulesText";
import type { SubmissionSettings } from "./submissionOptions";

/** What the clocks of brokers and TaskManagers may differ by. */
const CLOCKS_DIFFER_MS = 500;

/** A record that is further ahead of the clock would hold up its partition for as long. */
const MAX_FUTURE_SKEW_MS = 5_000;

/** How a job judges by the rules of a topic. Throws a `ConfigError` where the connector cannot read one. */
export function liveRules(
  settings: SubmissionSettings,
  topic: string,
): { options: SubmissionSettings; rules: RulesText; beside: RulesBeside } {
  if (settings.kafkaConnector !== "flink") {
    throw new ConfigError(["--rules-topic: needs --kafka-connector flink, which reads rules beside the payments"]);
  }
  if (settings.rules !== undefined) {
    throw new ConfigError([
      "--rules: not with --rules-topic, which holds all rules of the job: npm run rules -- publish FILE",
    ]);
  }
  return {
    options: { ...settings, maxFutureSkew: Math.min(settings.maxFutureSkew, MAX_FUTURE_SKEW_MS) },
    rules: { file: topic, text: "", maxEvidence: settings.maxEvidence, live: topic },
    beside: { topic, leadMs: MIN_LEAD_MS - CLOCKS_DIFFER_MS, aheadMs: MAX_AHEAD_MS },
  };
}
