import { Hono } from "hono";
import type { Logger } from "pino";
import { type HealthSources, healthRoutes } from "../../service/healthServer";
import type { Health } from "../health/health";
import type { Access } from "../people/access";
import { accountsApi } from "./accountsApi";
import { alertsApi } from "./alertsApi";
import { answerLimit } from "./answerLimit";
import { requireToken } from "./authToken";
import { type EventStreamParts, eventStream } from "./eventStream";
import { exportApi } from "./exportApi";
import { healthApi } from "./healthApi";
import { hostCheck } from "./hostCheck";
import { loginRoutes } from "./loginRoutes";
import { pageFiles, readPage } from "./pageFiles";
import { type ReviewsApiParts, reviewsApi } from "./reviewsApi";
import { type RulesApiParts, rulesApi } from "./rulesApi";
import { securityHeaders } from "./securityHeaders";

/** Answers of the API that may be on their way at once; people read far fewer. */
const MAX_OPEN_ANSWERS = 50;

export interface AppParts extends EventStreamParts, HealthSources {
  /** The address it listens on. */
  host: string;
  allowedHosts?: string;
  access: Access;
  /** Without them the viewer shows no rules. */
  rules?: RulesApiParts;
  /** Without them nothing can be decided. */
  reviews?: ReviewsApiParts;
  health: Health;
  log: Logger;
}

/** The page, its data, what people decide, and the service's health. */
export function createApp(parts: AppParts): Hono {
  const { access, log } = parts;
  const app = new Hono();
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, "a request failed");
    return context.text("Something went wrong here; the viewer's log tells what.\n", 500);
  });
  app.use(securityHeaders());
  const expectedHost = hostCheck(parts.host, parts.allowedHosts);
  app.use("/metrics", expectedHost);
  app.route("/", healthRoutes(parts));
  app.use(expectedHost);
  app.route("/", pageFiles());
  if (!access.isOpen) {
    app.route("/", loginRoutes(access, readPage("login.html")));
    app.use(requireToken(access));
  }
  const page = readPage("index.html");
  app.get("/", (context) => context.html(page, 200, { "cache-control": "no-cache" }));
  app.use("/api/*", answerLimit(MAX_OPEN_ANSWERS), async (context, next) => {
    await next();
    context.res.headers.set("cache-control", "no-store");
  });
  app.route("/", alertsApi(parts.store));
  app.route("/", accountsApi(parts.store));
  app.route("/", exportApi(parts));
  app.route("/", rulesApi(parts.rules));
  app.route("/", reviewsApi(access, parts.reviews));
  app.route("/", healthApi(parts.health));
  app.route("/", eventStream(parts));
  return app;
}
