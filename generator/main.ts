import { exitOncePrinted, runProgram } from "../config/runProgram";
import { version } from "../package.json";
import { healthRoutes, listen } from "../service/healthServer";
import { createLog } from "../service/log";
import { READER_GONE, readerGone } from "../service/readerGone";
import { stopSignal } from "../service/stopSignal";
import { checkOptions, type GeneratorOptions, program } from "./config";
import { generate, MOST_AHEAD_MS } from "./generate";
import { systemClock } from "./output/clock";
import { createMetrics } from "./output/metrics";
import { createOutputs } from "./output/outputs";

async function main(options: GeneratorOptions): Promise<void> {
  if (options.version) {
    process.stdout.write(`This is the transaction generator in version ${version}\n`);
    return;
  }
  checkOptions(options, systemClock.now() + MOST_AHEAD_MS);
  const log = createLog("generator", options.logLevel);
  const abort = new AbortController();
  const stop = (why: string) => {
    if (!abort.signal.aborted) log.info(`${why}: stopping`);
    abort.abort();
  };
  stopSignal().then(stop);
  readerGone().then(stop);
  const outputs = createOutputs(options, log, () => stop(READER_GONE));
  const all = [outputs.payments, ...outputs.truth];
  const progress = { taken: 0, lastDueMs: 0 };
  const metrics = createMetrics({ taken: () => progress.taken, delivered: () => outputs.payments.delivered });
  const notReady = () => all.map((output) => output.notReady()).find((reason) => reason !== undefined);
  const health =
    options.health && (await listenAt(options.health, healthRoutes({ registry: metrics.registry, notReady })));
  try {
    await generate({ options, outputs, clock: systemClock, log, metrics, progress, stop: abort.signal });
    for (const output of all) await output.close();
  } finally {
    log.info(
      { lines: outputs.payments.delivered },
      `sent ${outputs.payments.delivered} lines to ${options.out ?? options.topic}`,
    );
    if (health) await health.close();
  }
}

function listenAt(address: string, app: Parameters<typeof listen>[0]) {
  const colon = address.lastIndexOf(":");
  return listen(app, address.slice(0, colon).replace(/^\[|\]$/g, ""), Number(address.slice(colon + 1)));
}

runProgram(program, main)
  .catch((error) => process.stderr.write(`${error.stack}\n`))
  // kafkajs tries for ever to reach a dead broker and cannot be told to stop.
  .finally(exitOncePrinted);
