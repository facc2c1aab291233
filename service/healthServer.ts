import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Registry } from "prom-client";

export interface HealthSources {
  registry: Registry;
  /** Why the service is not ready to work, or undefined when it is. */
  notReady: () => string | undefined;
}

/** `/healthz` (the process answers), `/readyz` (it can do its work) and `/metrics` (Prometheus). */
export function healthRoutes({ registry, notReady }: HealthSources): Hono {
  return new Hono()
    .get("/healthz", (context) => context.text("ok\n"))
    .get("/readyz", (context) => {
      const reason = notReady();
      return reason === undefined ? context.text("ready\n") : context.text(`not ready: ${reason}\n`, 503);
    })
    .get("/metrics", async (context) =>
      context.body(await registry.metrics(), 200, { "content-type": registry.contentType }),
    );
}

/** Connections that wait for their turn; the system turns more away, probes among them, who try again a second later. */
const MAX_WAITING = 4_096;

/** Listens on `host:port`; resolves to what closes it. Rejects with the system's error when the port is taken. */
export function listen(app: Hono, host: string, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch: app.fetch, hostname: host });
    server.once("error", reject);
    server.listen({ host, port, backlog: MAX_WAITING }, () => {
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          if ("closeAllConnections" in server) server.closeAllConnections();
        });
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}
