import { ExpectedError } from "../../expectedError";

/** Flink answered, but with a refusal. `reason` is Flink's own, on one line. */
export class FlinkError extends ExpectedError {
  constructor(
    readonly status: number,
    readonly reason: string,
    call: string,
  ) {
    super(`${call}: Flink answers with status ${status}: ${reason}`);
  }
}

export interface FlinkRest {
  url: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: object | FormData): Promise<T>;
}

const TIMEOUT_MS = 60_000;

/** Flink's REST API at `url`; `called` is what a person calls the setting of that address. Rejects with an `ExpectedError` when nothing answers there, with a `FlinkError` when Flink refuses. */
export function createFlinkRest(url: string, called = "Flink", timeoutMs = TIMEOUT_MS): FlinkRest {
  async function call<T>(method: string, path: string, body?: object | FormData): Promise<T> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: body === undefined || isForm ? {} : { "content-type": "application/json" },
      body: body === undefined || isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: Error & { cause?: Error & { code?: string } }) => {
      const reason = error.cause?.code ?? error.cause?.message ?? error.message;
      throw new ExpectedError(`${called}: found nothing that answers at ${url} (${reason}), expected Flink's REST API`);
    });
    const text = await response.text();
    if (!response.ok) throw new FlinkError(response.status, errorText(text), `${method} ${url}${path}`);
    return parse<T>(text, url, called);
  }
  return { url, get: (path) => call("GET", path), send: (method, path, body) => call(method, path, body) };
}

function parse<T>(text: string, url: string, called: string): T {
  try {
    return JSON.parse(text || "{}") as T;
  } catch {
    throw new ExpectedError(`${called}: found a server that is not Flink at ${url}, expected Flink's REST API`);
  }
}

/** Flink's errors are Java stack traces: the innermost cause says what is wrong. */
function errorText(body: string): string {
  try {
    const { errors } = JSON.parse(body) as { errors?: string[] };
    return rootCause((errors ?? []).join("\n"));
  } catch {
    return body.slice(0, 300);
  }
}

/** The message of the innermost cause in a Java stack trace, on one line. */
export function rootCause(trace: string): string {
  const lines = trace.split("\n").filter((line) => line.trim() !== "" && !/^\s*(at |\.\.\. \d+ more)/.test(line));
  const causes = lines.filter((line) => /^\s*Caused by: /.test(line));
  const found = causes.at(-1) ?? lines.find((line) => !line.startsWith("Internal server error")) ?? trace;
  return found
    .replace(/^\s*Caused by: /, "")
    .replace(/^(?:[\w$]+\.)+([\w$]+)(?=:|$)/, "$1")
    .trim();
}
