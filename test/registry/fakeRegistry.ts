import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on a port of its own that answers each request by a function, which may be exchanged. */
export async function startFakeRegistry(answer: Answer, tls?: { key: string; cert: string }) {
  const asked: string[] = [];
  const take = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    fake.answer(request, response);
  };
  const server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fake = {
    url: `${tls === undefined ? "http" : "https"}://localhost:${port}`,
    asked,
    answer,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

/** Answers with JSON. */
export function json(body: unknown, status = 200): Answer {
  return (_, response) => void response.writeHead(status).end(JSON.stringify(body));
}

export const UNKNOWN = json({ error_code: 40_403, message: "Schema not found" }, 404);
