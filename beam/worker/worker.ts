/** The program of one worker process: runs the pipeline's TypeScript functions for one TaskManager and one job, then exits. */
import pino from "pino";
import { BeamWorker } from "./beamWorker";
import { quietConsole } from "./quietConsole";
import "../flink/kafka/kafkaRecordCoder";
import "../flink/groupWindows";
import "../sessionWindows";

async function main(): Promise<void> {
  const [workerId, controlUrl, functionsModule, connectTimeoutMs] = process.argv.slice(2);
  const log = pino(
    { base: { name: "worker", workerId }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  quietConsole(log);
  // The pool decides when to stop; Ctrl+C in a terminal reaches every process of the group.
  process.on("SIGINT", () => undefined);
  process.once("disconnect", () => {
    log.error("lost the worker pool: exiting");
    process.exit(1);
  });

  require(functionsModule);
  const worker = new BeamWorker(workerId, controlUrl);
  await worker.connected(Number(connectTimeoutMs));
  process.send?.("connected");
  const reason = await worker.ended;
  log.debug(reason);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${JSON.stringify({ level: 60, name: "worker", msg: String(error) })}\n`);
    process.exit(1);
  },
);
