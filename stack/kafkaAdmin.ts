import { type Admin, Kafka, logLevel } from "kafkajs";
import { withAdmin } from "../kafka/admin";

const TIMEOUT_MS = 20_000;

/** Runs `work` with an admin client of the stack's own broker; gives up after seconds, and always disconnects. */
export function withStackAdmin<T>(broker: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const kafka = new Kafka({
    clientId: "stack",
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { retries: 1 },
  });
  return withAdmin(kafka, work, TIMEOUT_MS);
}
