import type { Options } from "../config/options";
import { duration, httpUrl, integer, number, oneOf, path, text, toggle } from "../config/values";
import { kafkaOptions } from "../kafka/options";
import { registryOptions } from "../registry/options";
import { ROLES } from "./people/person";

export const FORMATS = ["text", "json"] as const;

/** Every option of the viewer: `--flag`, `VIEWER_FLAG` or YAML. */
export const viewerOptions = {
  ...kafkaOptions,
  ...registryOptions,
  topic: { schema: text(), default: "fraud", value: "NAME", describe: "topic with the alerts" },
  shadowTopic: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe:
      "topic with the alerts of rules that are tried out, for the page, which hides them until they are asked for",
  },
  rulesTopic: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "topic of the versions of rules, for a page of rules",
  },
  deadLetterTopic: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "topic with the records that are no payments, to tell how many there are and why",
  },
  keeper: {
    schema: httpUrl(),
    optional: true,
    value: "URL",
    describe: "health address of the job's keeper, to tell whether the job runs",
  },
  flink: {
    schema: httpUrl(),
    optional: true,
    value: "URL",
    describe: "Flink's REST API, to tell whether a job without a keeper runs",
  },
  jobName: {
    schema: text(),
    default: "fraud-detection",
    value: "NAME",
    describe: "for --flink: the job's name, or its beginning before a -",
  },
  group: {
    schema: text(),
    default: "fraud-viewer",
    value: "NAME",
    describe: "consumer group whose position the log lines follow; the page's own group is named NAME-page-…",
  },
  fromBeginning: {
    schema: toggle(),
    default: "false",
    describe: "a group without a position starts with the oldest alert instead of the next one",
  },
  format: {
    schema: oneOf(FORMATS),
    default: "text",
    value: FORMATS.join("|"),
    describe: "how alerts are printed: for people, or one JSON document a line with every revision",
  },
  host: { schema: text(), default: "127.0.0.1", value: "ADDRESS", describe: "address the page listens on" },
  port: {
    schema: integer({ max: 65_535 }),
    default: "8080",
    value: "N",
    describe: "port the page listens on; 0 takes a free one",
  },
  allowedHosts: {
    schema: text(),
    optional: true,
    value: "NAME[,…]",
    describe: "host names the page answers to beside localhost and any IP address; others are refused",
  },
  authTokenFile: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe: "file with a token of at least 16 characters that people and programs must show",
  },
  reviewsTopic: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "topic of what people decide about alerts, for deciding on the page",
  },
  peopleFile: {
    schema: path(),
    optional: true,
    value: "FILE",
    describe:
      "YAML with who may read and decide: a list of name, role (viewer, reviewer) and token; read again when it changes",
  },
  userHeader: {
    schema: text(),
    optional: true,
    value: "NAME",
    describe: "header in which a trusted proxy says who asks, such as X-Forwarded-User",
  },
  trustedProxy: {
    schema: text(),
    optional: true,
    value: "ADDRESS[,…]",
    describe: "addresses or networks (10.0.0.0/8) of the proxies whose --user-header counts",
  },
  userRole: {
    schema: oneOf(ROLES),
    default: "viewer",
    value: ROLES.join("|"),
    describe: "for --user-header: what people may do whom --people-file does not name",
  },
  reopenFactor: {
    schema: number({ min: 1, max: 1_000 }),
    default: "2",
    value: "N",
    describe: "an alert that was decided is open again once its total is so many times what it was then",
  },
  maxAlerts: {
    schema: integer({ min: 1, max: 1_000_000 }),
    default: "10000",
    value: "N",
    describe: "alerts kept for the page; the oldest go first",
  },
  maxMegabytes: {
    schema: integer({ min: 1, max: 16_384 }),
    optional: true,
    value: "N",
    describe: "memory for kept alerts, in MiB (default a quarter of the container's or machine's, at most 256)",
  },
  maxPages: {
    schema: integer({ min: 1, max: 10_000 }),
    default: "200",
    value: "N",
    describe: "pages that may follow live at once; more are told to come back",
  },
  heartbeat: {
    schema: duration({ min: "100ms", max: "1m" }),
    default: "5s",
    value: "DURATION",
    describe: "how often a page hears that the connection lives, and what the viewer lacks",
  },
  logLevel: {
    schema: oneOf(["debug", "info", "warn", "error"]),
    default: "info",
    value: "LEVEL",
    describe: "least level of the log on standard error",
  },
} as const satisfies Options;
