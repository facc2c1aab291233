import { exitOncePrinted, runProgram, UserError } from "../config/runProgram";
import { isPortFree } from "../service/probes/freePort";
import { readerGone } from "../service/readerGone";
import { stopSignal } from "../service/stopSignal";
import { createStack, type Stack } from "./createStack";
import { createLivePipeline } from "./demo/livePipeline";
import { type DemoSettings, demoOptions, demoStackSettings } from "./demo/options";
import { watchStack } from "./demo/watch";

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function demo(settings: DemoSettings): Promise<void> {
  const begun = Date.now();
  const stopped = new AbortController();
  const signal = Promise.race([stopSignal(), readerGone()]).then((name) => {
    print(`${name}: stopping everything`);
    stopped.abort();
  });
  const stack = createStack(demoStackSettings(settings), print);
  await checkNothingRuns(stack, settings);
  const pipeline = createLivePipeline(stack.settings, settings, print);

  async function live(): Promise<void> {
    await stack.up(stopped.signal);
    print("starting the viewer, the job and the generator ...");
    const { jobId, ended } = await pipeline.start();
    print(welcome(pipeline.page, stack, Math.round((Date.now() - begun) / 1_000)));
    await Promise.race([ended, watchStack(stack, jobId, stopped.signal)]);
  }

  const living = live();
  try {
    await Promise.race([living, signal]);
  } catch (error) {
    print("stopping everything");
    throw error instanceof UserError ? new UserError(`${error.message}\nlogs: ${stack.settings.stateDir}/log`) : error;
  } finally {
    stopped.abort();
    await pipeline.stop();
    await stack.down();
    // Whatever was still on its way up has failed by now; it must not outlive the demo.
    await living.catch(() => {});
    await pipeline.stop();
    await stack.down();
  }
  print("everything is stopped");
}

/** Each demo begins with empty topics, in a folder that no running stack uses. */
async function checkNothingRuns(stack: Stack, { port }: DemoSettings): Promise<void> {
  const { stateDir, host } = stack.settings;
  const alive = (await stack.status()).filter(({ pid }) => pid !== undefined).map(({ name }) => name);
  if (alive.length > 0) {
    const end = `npm run stack -- down --wipe --state-dir ${stateDir}`;
    throw new UserError(`another demo still runs in ${stateDir} (${alive.join(", ")}); \`${end}\` ends it`);
  }
  if (!(await isPortFree(host, port))) {
    throw new UserError(`--port: port ${port} for the page is taken, choose another one`);
  }
  await stack.down({ wipe: true });
}

function welcome(page: string, { settings }: Stack, seconds: number): string {
  const rule = "─".repeat(64);
  return [
    "",
    rule,
    `  Alerts, live      ${page}`,
    `  Flink's web UI    http://${settings.host}:${settings.ports.flink}`,
    rule,
    `  Up in ${seconds} s. The first schemes show within seconds; Ctrl+C stops everything.`,
    "",
  ].join("\n");
}

runProgram(
  {
    usage: "npm run demo --",
    description:
      "The whole system live on this machine: Kafka, Flink, the job, a generator that plants schemes, and the page.",
    environmentPrefix: "DEMO",
    options: demoOptions,
  },
  demo,
).finally(exitOncePrinted);
