/** The program of one worker process: runs the pipeline's TypeScript functions for one TaskManager and one job, then exits. */
import { createLog } from "../../service/log";
import { BeamWorker } from "./beamWorker";
import { quietConsole } from "./quietConsole";
import "../../transforms/register";

const CONNECT_TIMEOUT_MS = 30_000;

async function main(): Promise<void> {
  const [workerId, controlUrl] = process.argv.slice(2);
  const log = createLog("worker").child({ workerId });
  quietConsole(log);
  // The pool decides when to stop; Ctrl+C in a terminal reaches every process of the group.
  process.on("SIGINT", () => undefined);
  process.once("disconnect", () => {
    log.error("lost the worker pool: exiting");
    process.exit(1);
  });

  const worker = new BeamWorker(workerId, controlUrl);
  await worker.connected(CONNECT_TIMEOUT_MS);
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
