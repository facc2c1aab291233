import type { Options } from "../config/options";
import { address, duration, integer, oneOf, text } from "../config/values";

/** Options of `npm run worker-pool`. */
export const workerPoolOptions = {
  listen: {
    schema: address(),
    default: "127.0.0.1:5555",
    value: "HOST:PORT",
    describe:
      "where TaskManagers ask for workers; nothing there is authenticated, so never listen where others can reach it",
  },
  healthHost: {
    schema: text(),
    default: "127.0.0.1",
    value: "HOST",
    describe: "host of /healthz, /readyz and /metrics",
  },
  healthPort: {
    schema: integer({ max: 65_535 }),
    default: "5556",
    value: "PORT",
    describe: "port of /healthz, /readyz and /metrics",
  },
  maxWorkers: {
    schema: integer({ min: 1 }),
    default: "64",
    value: "N",
    describe: "refuse more worker processes than this at a time (about 100 MB each)",
  },
  startTimeout: {
    schema: duration({ min: "1s" }),
    default: "60s",
    value: "DURATION",
    describe: "how long a worker may take until it has reached its TaskManager",
  },
  stopGrace: {
    schema: duration(),
    default: "5s",
    value: "DURATION",
    describe: "how long a worker may take to end by itself before it is killed",
  },
  logLevel: {
    schema: oneOf(["debug", "info", "warn", "error"]),
    default: "info",
    value: "LEVEL",
    describe: "debug, info, warn or error",
  },
} as const satisfies Options;
