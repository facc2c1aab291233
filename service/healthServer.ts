import { serve } from "@hono/node-server";
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

/** Listens on `host:port`; resolves to what closes it. Rejects with the system's error when the port is taken. */
export function listen(app: Hono, host: string, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          if ("closeAllConnections" in server) server.closeAllConnections();
        });
      resolve({ port: address.port, close });
    });
    server.once("error", reject);
  });
}
