import type { Admin, Kafka } from "kafkajs";
import { UserError } from "../config/runProgram";
import { within } from "../service/within";

const TIMEOUT_MS = 30_000;

/** Runs `work` with a connected admin client. Rejects when connecting or `work` takes longer than `timeoutMs` each. */
export async function withAdmin<T>(
  kafka: Kafka,
  work: (admin: Admin) => Promise<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const admin = kafka.admin();
  try {
    await within(timeoutMs, admin.connect());
    return await within(timeoutMs, work(admin));
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Turns what went wrong with brokers into one line that names their option; what is one already stays as it is. */
export function brokersError(brokers: string[]): (error: Error) => never {
  return (error) => {
    if (error instanceof UserError) throw error;
    throw new UserError(`--brokers: cannot use ${brokers.join(",")}: ${error.message}`);
  };
}
