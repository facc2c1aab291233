import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { Context } from "apache-beam/coders/coders";
import { PipelineContext } from "apache-beam/internal/pipeline";
import { BufferReader } from "protobufjs";
import { pipelineProto } from "../../../beam/flink/submit/pipelineProto";
import { definePipeline } from "../../../pipelines/job/definePipeline";
import { submissionSettings } from "../../pipelines/submissionSettings";
import { type FakeTaskManager, startFakeTaskManager } from "./fakeTaskManager";
import { type FuzzedRecord, fuzzedPayments } from "./fuzzedPayments";
import { elementsOf } from "./recordBytes";
import { type Stage, stageBehind } from "./stage";
import "../../../beam/worker/beamWorker"; // the coders of a worker

const ROOT = join(__dirname, "../../..");
const OLD_MEGABYTES = 128;
const RECORDS = Number(process.env.HOSTILE_RECORDS ?? 1_000_000);
const BUNDLE = 5_000;

let worker: ChildProcess | undefined;
let taskManager: FakeTaskManager | undefined;
afterEach(() => {
  worker?.kill("SIGKILL");
  taskManager?.close();
});

/** The pool's own worker, with less memory than the pool gives it; what it complains of is in `logged`. */
function startWorker(url: string) {
  const child = fork(join(ROOT, "beam/worker/worker.ts"), ["1-1", url, join(ROOT, "transforms/register.ts"), "60000"], {
    execArgv: [
      `--max-old-space-size=${OLD_MEGABYTES}`,
      "--max-semi-space-size=16",
      "-r",
      "ts-node/register/transpile-only",
    ],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let logged = "";
  child.stderr?.on("data", (chunk) => {
    logged += chunk;
  });
  const died = new Promise<never>((_, reject) => {
    child.once("exit", (code, signal) => reject(new Error(`the worker ended with ${code ?? signal}: ${logged}`)));
  });
  died.catch(() => {});
  return { child, died, logged: () => logged };
}

/** The most memory that a process has ever had. */
function peakMegabytes(pid = 0): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

/** A sum of a key's payments, or a record for one of the topics. */
interface Output {
  value: { count: number } | Uint8Array;
}

/** Reads what the worker sends to each sink, by what is written into it. */
function countsOf({ descriptor, sinks }: Stage) {
  const { coders } = descriptor;
  const context = new PipelineContext(
    { coders, transforms: {}, pcollections: {}, windowingStrategies: {}, environments: {} } as never,
    "",
  );
  const decoders = new Map(sinks.map(({ id, coderId }) => [id, context.getCoder(coderId)]));
  const found = { payments: 0, alerts: 0, reasons: new Map<string, number>(), offsets: new Set<number>() };
  function countRecord({ reason, detail, offset, timing }: Record<string, string>): void {
    if (timing === "EARLY") found.alerts++;
    else if (detail.length > 0) {
      found.reasons.set(reason, (found.reasons.get(reason) ?? 0) + 1);
      found.offsets.add(Number(offset));
    }
  }
  return {
    found,
    take(sink: string, bytes: Uint8Array): void {
      const coder = decoders.get(sink);
      if (coder === undefined) throw new Error(`found data for ${sink}, which is no sink`);
      const reader = new BufferReader(Buffer.from(bytes));
      while (reader.pos < reader.len) {
        const { value: output } = coder.decode(reader, Context.needsDelimiters) as { value: Output };
        if ("count" in output.value) found.payments += output.value.count;
        else countRecord(JSON.parse(Buffer.from(output.value).toString()));
      }
    },
  };
}

test("each fuzzed record leaves the real worker as part of a sum or as one dead letter with a reason, in little memory", async () => {
  let take: (sink: string, bytes: Uint8Array) => void = () => {};
  const manager = await startFakeTaskManager((sink, bytes) => take(sink, bytes));
  taskManager = manager;
  const proto = await pipelineProto(definePipeline(submissionSettings(), "earliest"));
  const stage = stageBehind(proto, "readTransactions/readRecords", manager.url);
  manager.give(stage);
  const counts = countsOf(stage);
  take = counts.take;
  const { child, died, logged } = startWorker(manager.url);
  worker = child;
  let bundle: FuzzedRecord[] = [];
  let sent = 0;
  const send = async () => {
    await Promise.race([manager.process(elementsOf(bundle, sent)), died]);
    sent += bundle.length;
    bundle = [];
  };
  for (const record of fuzzedPayments(RECORDS)) if (bundle.push(record) === BUNDLE) await send();
  if (bundle.length > 0) await send();
  const megabytes = peakMegabytes(child.pid);
  const { payments, alerts, reasons, offsets } = counts.found;
  console.log(
    `${sent} fuzzed records: ${payments} payments, ${alerts} early alerts, peak ${megabytes.toFixed()} MB`,
    reasons,
  );
  expect(payments + offsets.size).toBe(RECORDS);
  expect([...reasons.values()].reduce((sum, count) => sum + count, 0)).toBe(offsets.size);
  expect(payments).toBeGreaterThan(RECORDS / 5);
  expect(logged()).toBe("");
  expect(megabytes).toBeLessThan(350);
}, 600_000);
