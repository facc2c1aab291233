import { type LogEntry, logLevel } from "kafkajs";
import type { Logger } from "pino";

/** While a broker is away, kafkajs says so several times a second; once in this time is enough. */
const REPEAT_MS = 30_000;
/** Parts of kafkajs that say the same trouble again, each in its own words. */
const ECHOES = new Set(["BrokerPool", "Cluster", "Consumer", "ConsumerGroup", "Runner"]);
/** What the caller hears as an error, and tells by itself. */
const TOLD_ELSEWHERE = /^Response |closed connection|authentication failed/i;
const CERTIFICATE = /certificate|CERT_|altnames/i;

/** What kafkajs says, as lines that a person wants: a broker that is away is one of them, and all else is for debugging. */
export function createEntryWriter(log: Logger, now: () => number = Date.now): (entry: LogEntry) => void {
  const lastWritten = new Map<string, number>();
  let away = false;

  const isDue = (message: string) => {
    if (now() - (lastWritten.get(message) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return false;
    // Messages are few, but some name an offset or an id.
    if (lastWritten.size > 1_000) lastWritten.clear();
    lastWritten.set(message, now());
    return true;
  };

  return ({ namespace, level, log: { message, logger: _, timestamp: __, stack: ___, ...details } }) => {
    log.debug({ ...details, namespace }, message);
    if (message.includes("joined the group") && away) {
      away = false;
      lastWritten.clear();
      log.info("Kafka answers again");
    }
    if (level !== logLevel.ERROR && level !== logLevel.WARN) return;
    if (/^Connection (error|timeout)/.test(message)) {
      away = true;
      if (isDue(`${details.broker}`)) log.warn(awayLine(String(details.broker), message));
    } else if (!ECHOES.has(namespace) && !TOLD_ELSEWHERE.test(message) && isDue(message)) {
      log.warn(details, message);
    }
  };
}

function awayLine(broker: string, message: string): string {
  const reason = message.replace(/^Connection (error: )?/, "");
  if (!CERTIFICATE.test(reason)) return `Kafka does not answer at ${broker}, trying until it does: ${reason}`;
  return `Kafka's certificate at ${broker} is not trusted: ${reason}; --tls-ca-file names the certificates to trust`;
}
