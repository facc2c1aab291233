/** The JSON that `url` answers with; rejects with one line on refusal, after `timeoutMs`, and for a status that is not 2xx. */
export async function httpJson<T>(url: string, timeoutMs = 3_000): Promise<T> {
  const response = await httpGet(url, timeoutMs);
  const body = await response.text();
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new Error(`${url} answers with something that is not JSON: ${JSON.stringify(body.slice(0, 60))}`);
  }
}

/** The answer of `url`; rejects as `httpJson` does. */
export async function httpGet(url: string, timeoutMs = 3_000): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw new Error(`${url} does not answer: ${reasonOf(error as Error)}`);
  }
  if (!response.ok) throw new Error(`${url} answers with status ${response.status}`);
  return response;
}

/** fetch wraps what went wrong into "fetch failed". */
function reasonOf(error: Error): string {
  const cause = error.cause as (Error & { code?: string }) | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
