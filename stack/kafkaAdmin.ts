import { type Admin, Kafka, logLevel } from "kafkajs";

/** Runs `work` with an admin client of the stack's own broker; gives up after seconds, and always disconnects. */
export async function withAdmin<T>(broker: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({
    clientId: "stack",
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { retries: 1 },
  }).admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
