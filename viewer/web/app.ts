import { Hono } from "hono";
import { type HealthSources, healthRoutes } from "../../service/healthServer";
import { alertsApi } from "./alertsApi";
import { loginRoutes, requireToken } from "./authToken";
import { type EventStreamParts, eventStream } from "./eventStream";
import { hostCheck } from "./hostCheck";
import { pageFiles, readPage } from "./pageFiles";
import { securityHeaders } from "./securityHeaders";

export interface AppParts extends EventStreamParts, HealthSources {
  /** The address it listens on. */
  host: string;
  allowedHosts?: string;
  /** Without one everybody who reaches the port may read. */
  token?: string;
}

/** The page, its data and the service's health. Nothing here can change anything. */
export function createApp(parts: AppParts): Hono {
  const { token } = parts;
  const app = new Hono();
  app.use(securityHeaders());
  app.route("/", healthRoutes(parts));
  app.use(hostCheck(parts.host, parts.allowedHosts));
  app.route("/", pageFiles());
  if (token !== undefined) {
    app.route("/", loginRoutes(token, readPage("login.html")));
    app.use(requireToken(token));
  }
  const page = readPage("index.html");
  app.get("/", (context) => context.html(page, 200, { "cache-control": "no-cache" }));
  app.use("/api/*", async (context, next) => {
    await next();
    context.res.headers.set("cache-control", "no-store");
  });
  app.route("/", alertsApi(parts.store));
  app.route("/", eventStream(parts));
  return app;
}
