import type { StateStamp } from "../../beam/flink/state/stateStamp";
import { formatDuration } from "../../config/values";
import { ratesFor } from "../ratesFor";
import type { SubmissionSettings } from "./submissionOptions";

/** What is known of a job beside its options; none of one that a person submits. */
export type Marks = Pick<StateStamp, "origin" | "generation">;

/** What the state of a job of these options means: options without which its keys, windows and positions are others. */
export function stateStamp(settings: SubmissionSettings, marks: Marks = {}): StateStamp {
  const { kafkaConnector, transactionsTopic } = settings;
  const rates = ratesFor(settings);
  // The first rates of a topic say what base is, for ever; a job is defined without a look at it.
  const base = rates === "live" ? `the base of ${settings.rulesTopic}` : rates?.base;
  return {
    job: settings.jobName,
    options: {
      ...groupingOptions(settings),
      "kafka-connector": kafkaConnector,
      "transactions-topic": transactionsTopic,
      // Sums are in it.
      ...(base === undefined ? {} : { "field currency, rates in": base }),
    },
    ...marks,
  };
}

/**
 * With rules, each key in state says itself what it is: any set of rules goes on from the state of any other. Windows of versions
 * of rules are those of their topic's history, and of no other.
 */
function groupingOptions(settings: SubmissionSettings): Record<string, string> {
  if (settings.rulesTopic !== undefined) return { "rules-topic": settings.rulesTopic };
  if (settings.rules !== undefined) return { rules: "FILE" };
  const { key, window, gap, maxSession, windowSize, windowEvery } = settings;
  const windows: Record<string, string> =
    window === "session"
      ? { gap: formatDuration(gap), "max-session": maxSession === 0 ? "off" : formatDuration(maxSession) }
      : { "window-size": formatDuration(windowSize), "window-every": formatDuration(windowEvery) };
  return { key, window, ...windows };
}
