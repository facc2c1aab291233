import type { PaymentTime } from "../../beam/flink/kafka/flinkKafka";
import { ConfigError } from "../../config/readConfig";
import type { SubmissionSettings } from "./submissionOptions";

type Settings = Pick<SubmissionSettings, "kafkaConnector" | "eventTime" | "maxOutOfOrderness">;

/** What the clock of a job follows, and how far behind. Throws a `ConfigError` where the connector has a clock of its own. */
export function eventTime(settings: Settings): { disorderMs: number; time?: PaymentTime } {
  const { kafkaConnector, eventTime: whose, maxOutOfOrderness: disorderMs } = settings;
  if (kafkaConnector !== "flink") {
    const asked = [whose === "record" ? [] : "--event-time", disorderMs === 0 ? [] : "--max-out-of-orderness"].flat();
    if (asked.length > 0) throw new ConfigError(asked.map((flag) => `${flag}: needs --kafka-connector flink`));
  }
  return { disorderMs, ...(whose === "payment" && { time: { format: "lines" } }) };
}
