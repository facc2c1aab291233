import type { Answer } from "./request";

/** The sentence for an answer that is not what was asked for. */
export function refusal({ status, body }: Answer): string {
  if (status === 401) return "it answered 401: it asks for another user name or password";
  if (status === 403) return "it answered 403: this user may not do that there";
  const said = (body as { message?: unknown } | undefined)?.message;
  return `it answered ${status}${typeof said === "string" ? `: ${said.slice(0, 200)}` : ""}`;
}
