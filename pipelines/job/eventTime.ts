import type { PaymentTime } from "../../beam/flink/kafka/flinkKafka";
import { ConfigError } from "../../config/readConfig";
import type { InputFormat } from "../../payment/formats/inputFormat";
import type { SubmissionSettings } from "./submissionOptions";

type Settings = Pick<SubmissionSettings, "kafkaConnector" | "eventTime" | "maxOutOfOrderness">;

/** What the clock of a job follows, and how far behind. Throws a `ConfigError` where the source cannot find it. */
export function eventTime(settings: Settings, format: InputFormat): { disorderMs: number; time?: PaymentTime } {
  const { kafkaConnector, eventTime: whose, maxOutOfOrderness: disorderMs } = settings;
  if (kafkaConnector !== "flink") {
    const asked = [whose === "record" ? [] : "--event-time", disorderMs === 0 ? [] : "--max-out-of-orderness"].flat();
    if (asked.length > 0) throw new ConfigError(asked.map((flag) => `${flag}: needs --kafka-connector flink`));
  }
  return { disorderMs, ...(whose === "payment" && { time: paymentTime(format) }) };
}

function paymentTime(input: InputFormat): PaymentTime {
  if (input.format === "lines") return input;
  const { path, as = "rfc3339" } = input.fields.timestamp;
  switch (input.format) {
    case "json":
      return { format: "json", pointer: path, as };
    case "csv": {
      const { delimiter, columns = [] } = input;
      // The source compares bytes.
      if (delimiter.charCodeAt(0) < 128) return { format: "csv", column: columns.indexOf(path), delimiter, as };
      throw new ConfigError([`--csv-delimiter: found ${delimiter}, expected one of ASCII with --event-time payment`]);
    }
    case "avro":
      throw new ConfigError([
        "--event-time: found payment, expected record with --format avro: the source does not read Avro",
      ]);
  }
}
