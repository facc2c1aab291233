import { request as plainRequest, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import type { RegistryAddress } from "./address";

const TIMEOUT_MS = 10_000;
/** Real schemas have some kilobytes. */
const MAX_ANSWER_BYTES = 4_000_000;

/** What a registry answered. */
export interface Answer {
  status: number;
  /** JSON, or undefined where it is none. */
  body: unknown;
}

/**
 * Asks a registry once. Rejects with a sentence where there is no answer within 10 seconds. By Node's `http`, as its `fetch`
 * takes no certificates to trust.
 */
export function ask(
  { url, login, ca }: RegistryAddress,
  path: string,
  content?: unknown,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  const options: RequestOptions & { ca?: string } = {
    method: content === undefined ? "GET" : "POST",
    auth: login,
    ca,
    headers: {
      accept: "application/vnd.schemaregistry.v1+json, application/json",
      ...(content === undefined ? {} : { "content-type": "application/vnd.schemaregistry.v1+json" }),
    },
    // Also where an answer comes a byte at a time.
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? tlsRequest : plainRequest;
    const sent = send(`${url}${path}`, options, (answer) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      answer.on("data", (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > MAX_ANSWER_BYTES) sent.destroy(new Error(`it answered more than ${MAX_ANSWER_BYTES} bytes`));
        else pieces.push(piece);
      });
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, body: asJson(Buffer.concat(pieces).toString()) }),
      );
    });
    sent.on("error", (error) => reject(error.name === "AbortError" ? noAnswer(timeoutMs) : error));
    sent.end(content === undefined ? undefined : JSON.stringify(content));
  });
}

function noAnswer(timeoutMs: number): Error {
  return new Error(`no answer within ${timeoutMs / 1_000} s`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
