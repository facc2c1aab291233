import type { StateStamp } from "../../beam/flink/state/stateStamp";
import { formatDuration } from "../../config/values";
import type { SubmissionSettings } from "./submissionOptions";

/** What is known of a job beside its options; none of one that a person submits. */
export type Marks = Pick<StateStamp, "origin" | "generation">;

/** What the state of a job of these options means: options without which its keys, windows and positions are others. */
export function stateStamp(settings: SubmissionSettings, marks: Marks = {}): StateStamp {
  const { key, window, gap, maxSession, windowSize, windowEvery, kafkaConnector, transactionsTopic } = settings;
  const windows: Record<string, string> =
    window === "session"
      ? { gap: formatDuration(gap), "max-session": maxSession === 0 ? "off" : formatDuration(maxSession) }
      : { "window-size": formatDuration(windowSize), "window-every": formatDuration(windowEvery) };
  return {
    job: settings.jobName,
    options: {
      key,
      window,
      ...windows,
      "kafka-connector": kafkaConnector,
      "transactions-topic": transactionsTopic,
    },
    ...marks,
  };
}
