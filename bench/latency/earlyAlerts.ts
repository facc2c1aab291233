import type { Kafka } from "kafkajs";
import type { Alert } from "../../transforms/alert";

interface EarlyAlert {
  /** Epoch ms of the payment that crossed the limit: the last one so far. */
  paymentMs: number;
  latencyMs: number;
}

/** Takes the time of every EARLY alert as it comes. */
export interface EarlyAlerts {
  /** Latencies, ms, of the alerts for payments made from `fromMs` on and before `toMs`, epoch ms. */
  latencies(fromMs: number, toMs: number): number[];
  stop(): Promise<void>;
}

/** Resolves once the topic is followed from its end. */
export async function followEarlyAlerts(kafka: Kafka, topic: string): Promise<EarlyAlerts> {
  const consumer = kafka.consumer({ groupId: `bench-latency-${Date.now()}`, maxWaitTimeInMs: 10 });
  const alerts: EarlyAlert[] = [];
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const nowMs = Date.now();
      const alert = JSON.parse(String(message.value)) as Alert;
      if (alert.timing !== "EARLY") return;
      const paymentMs = Date.parse(alert.lastTransaction);
      alerts.push({ paymentMs, latencyMs: nowMs - paymentMs });
    },
  });
  await joined;
  return {
    latencies: (fromMs, toMs) =>
      alerts.filter(({ paymentMs }) => paymentMs >= fromMs && paymentMs < toMs).map(({ latencyMs }) => latencyMs),
    stop: () => consumer.disconnect(),
  };
}
