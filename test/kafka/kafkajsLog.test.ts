import { logLevel } from "kafkajs";
import { createEntryWriter } from "../../kafka/kafkajsLog";
import { createLog } from "../../service/log";

/** What is written at which level, for entries at given seconds. */
function written() {
  const lines: string[] = [];
  const log = createLog("test", "silent");
  let seconds = 0;
  Object.assign(log, {
    debug: () => {},
    info: (text: string) => lines.push(text),
    warn: (first: unknown, text?: string) => lines.push(text ?? String(first)),
  });
  const write = createEntryWriter(log, () => seconds * 1_000);
  return {
    lines,
    entry(atSeconds: number, namespace: string, message: string, level = logLevel.ERROR) {
      seconds = atSeconds;
      const details = { broker: "b:9092", stack: "Error\n at …", timestamp: "", logger: "kafkajs" };
      write({ namespace, level, label: "", log: { message, ...details } });
    },
  };
}

const REFUSED = "Connection error: connect ECONNREFUSED 127.0.0.1:9092";

test("a dead broker is one line in half a minute, and one when it is back", () => {
  const { lines, entry } = written();
  for (let second = 0; second < 40; second++) {
    entry(second, "Connection", REFUSED);
    entry(second, "BrokerPool", `Failed to connect to seed broker, trying another broker from the list: ${REFUSED}`);
    entry(second, "Consumer", "Crash: KafkaJSNumberOfRetriesExceeded");
  }
  entry(41, "ConsumerGroup", "Consumer has joined the group", logLevel.INFO);
  entry(42, "ConsumerGroup", "Consumer has joined the group", logLevel.INFO);
  const away = "Kafka does not answer at b:9092, trying until it does: connect ECONNREFUSED 127.0.0.1:9092";
  expect(lines).toEqual([away, away, "Kafka answers again"]);
});

test("a certificate that is not trusted names the option that mends it", () => {
  const { lines, entry } = written();
  entry(0, "Connection", "Connection error: self-signed certificate in certificate chain");
  expect(lines[0]).toMatch(/^Kafka's certificate at b:9092 is not trusted: self-signed .*--tls-ca-file/);
});

test("what else kafkajs complains of is told as it is, unless the caller gets it as an error", () => {
  const { lines, entry } = written();
  entry(0, "SASLScramAuthenticator", "SASL SCRAM SHA512 authentication failed");
  entry(0, "RequestQueue", "Response Fetch", logLevel.WARN);
  entry(0, "Admin", "Could not create topics", logLevel.WARN);
  expect(lines).toEqual(["Could not create topics"]);
});
