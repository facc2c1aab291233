import { randomUUID } from "node:crypto";
import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { exitOncePrinted, runProgram, UserError } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { createIdempotentProducer } from "../kafka/idempotentProducer";
import { createKafkajsReader } from "../kafka/kafkajsReader";
import { registryAddress } from "../registry/registryAddress";
import { reviewsLogTopic } from "../reviews/reviewsLogTopic";
import { listen } from "../service/healthServer";
import { createLog } from "../service/log";
import { readerGone } from "../service/readerGone";
import { stopSignal } from "../service/stopSignal";
import { within } from "../service/within";
import { createAlertPrinter } from "./alertPrinter";
import { createAlertReader } from "./alertReader";
import { createJobWatch, type LookAtJob } from "./health/jobWatch";
import { askFlink, askKeeper } from "./health/lookAtJob";
import { memoryLimits, memoryOfProcess } from "./memoryLimits";
import { viewerOptions } from "./options";
import { followPeople } from "./people/peopleFile";
import { proxyUser } from "./people/proxyUser";
import { createDecisionSender } from "./reviews/decisionSender";
import { onLogTopic } from "./reviews/onLogTopic";
import { createViewer } from "./viewer";
import { readToken } from "./web/authToken";
import { isLoopback } from "./web/hostCheck";

const PROGRAM = {
  usage: "npm run viewer --",
  description: "Shows fraud alerts as log lines and on a live web page.",
  environmentPrefix: "VIEWER",
  options: viewerOptions,
};

const PRINTED_LOOK_BACK = 10_000;
const REJECTED_LOOK_BACK = 1_000;
const CLOSE_MS = 5_000;
/** Of most schemes there are two revisions; reading some more than needed costs little. */
const RECORDS_PER_ALERT = 4;

async function main(values: Values<typeof viewerOptions>): Promise<void> {
  const log = createLog("viewer", values.logLevel);
  const { topic, group, fromBeginning, format, host } = values;
  const token = values.authTokenFile === undefined ? undefined : readToken(values.authTokenFile);
  const kafka = createKafka(values, "fraud-viewer", log);
  const lines = createKafkajsReader(
    kafka,
    { topic, group, keepPosition: true, fromBeginning, lookBack: PRINTED_LOOK_BACK },
    log,
  );
  const newest = { fromBeginning: false, lookBack: values.maxAlerts * RECORDS_PER_ALERT };
  const pageReader = (topic: string, from = newest) =>
    createKafkajsReader(kafka, { topic, group: `${group}-page-${randomUUID()}`, keepPosition: false, ...from }, log);
  const page = pageReader(topic);
  const shadow = values.shadowTopic === undefined ? undefined : pageReader(values.shadowTopic);
  const rules =
    values.rulesTopic === undefined
      ? undefined
      : { topic: values.rulesTopic, reader: pageReader(values.rulesTopic, { fromBeginning: true, lookBack: 0 }) };
  const rejected =
    values.deadLetterTopic === undefined
      ? undefined
      : {
          topic: values.deadLetterTopic,
          reader: pageReader(values.deadLetterTopic, { fromBeginning: false, lookBack: REJECTED_LOOK_BACK }),
        };
  const reviews =
    values.reviewsTopic === undefined
      ? undefined
      : {
          reader: pageReader(values.reviewsTopic, { fromBeginning: true, lookBack: 0 }),
          sender: createDecisionSender(
            onLogTopic(createIdempotentProducer(kafka, log), kafka, reviewsLogTopic(values.reviewsTopic)),
            values.reviewsTopic,
            log,
          ),
          reopenFactor: values.reopenFactor,
        };
  const people = values.peopleFile === undefined ? undefined : followPeople(values.peopleFile, log);
  const user = proxyUser(values, people ?? (() => []));
  const look = lookAtJob(values);
  const job = look && createJobWatch(look);
  const printer = createAlertPrinter(format, (text) => process.stdout.write(text));
  const outputClosed = readerGone();
  const memory = memoryLimits(memoryOfProcess(), values.maxMegabytes);
  if (memory.warning !== undefined) log.warn(memory.warning);
  const stop = new AbortController();
  const registry = registryAddress(values);
  const alerts = registry && createAlertReader(registry, { log, stop: stop.signal });
  const viewer = createViewer({
    ...values,
    memory,
    token,
    lines,
    page,
    shadow,
    rules,
    rejected,
    reviews,
    people,
    proxyUser: user,
    job,
    alerts,
    printer,
    log,
  });
  void job?.run(stop.signal);

  const server = await listen(viewer.app, host, values.port).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`--host ${host}, --port ${values.port}: cannot listen: ${error.message}`);
  });
  const address = host.includes(":") ? `[${host}]` : host;
  log.info({ topic, group, brokers: values.brokers }, `page on http://${address}:${server.port}`);
  if (!isLoopback(host) && token === undefined && people === undefined && user === undefined) {
    log.warn(`anybody who reaches ${address}:${server.port} can read all alerts; --auth-token-file asks for a token`);
  }
  try {
    const outcome = await Promise.race([stopSignal(), outputClosed, viewer.run()]);
    log.info(`stopping${outcome === undefined ? "" : `: ${outcome}`}`);
  } finally {
    stop.abort();
    await Promise.all([
      lines.stop(),
      page.stop(),
      shadow?.stop(),
      rules?.reader.stop(),
      rejected?.reader.stop(),
      reviews?.reader.stop(),
    ]);
    // A broker that is away would be waited for.
    await within(CLOSE_MS, reviews?.sender.close() ?? Promise.resolve()).catch(() => {});
    await server.close();
    const summary = `${viewer.summary()}\n`;
    if (format === "text") process.stdout.write(summary);
    else process.stderr.write(summary);
  }
}

function lookAtJob({ keeper, flink, jobName }: Values<typeof viewerOptions>): LookAtJob | undefined {
  if (keeper !== undefined && flink !== undefined)
    throw new ConfigError(["--flink: not with --keeper, which knows it"]);
  if (keeper !== undefined) return askKeeper(keeper);
  return flink === undefined ? undefined : askFlink(flink, jobName);
}

runProgram(PROGRAM, main)
  .catch((error: Error) => process.stderr.write(`${error.stack}\n`))
  // A broker that is away keeps sockets and timers open that nobody waits for any more.
  .finally(exitOncePrinted);
