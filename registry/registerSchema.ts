import type { RegistryAddress } from "./address";
import { refusal } from "./refusal";
import { ask } from "./request";

/** The id of an Avro schema under a subject, where it is new or known already. Rejects with a sentence. */
export async function registerSchema(address: RegistryAddress, subject: string, schema: unknown): Promise<number> {
  const path = `/subjects/${encodeURIComponent(subject)}/versions`;
  const answer = await ask(address, path, { schema: JSON.stringify(schema) });
  const id = (answer.body as { id?: unknown } | undefined)?.id;
  if (answer.status === 200 && typeof id === "number") return id;
  throw new Error(refusal(answer));
}
