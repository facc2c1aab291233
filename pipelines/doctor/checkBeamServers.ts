import { status } from "@grpc/grpc-js";
import { type GrpcAnswer, grpcCall, LIST_JOBS, LIST_TRANSFORMS } from "../../service/probes/grpcCall";
import { httpJson } from "../../service/probes/httpJson";
import { type Finding, findingsAbout } from "./finding";

/** Whether Beam's job server answers at `address`, or what else does. */
export async function checkJobServer(address: string, timeoutMs: number): Promise<Finding> {
  const about = findingsAbout("job server");
  const answer = await grpcCall(address, LIST_JOBS, timeoutMs);
  if (answer.ok) return about.ok(`${address} answers`);
  const advice = "start it (`npm run stack -- up`), or set --job-server; 8099 is its usual port";
  return about.fail(`${address} ${await explain(address, answer, timeoutMs)}`, advice);
}

/** Whether Beam's expansion service answers at `address` and knows KafkaIO. */
export async function checkExpansionService(address: string, timeoutMs: number): Promise<Finding> {
  const about = findingsAbout("expansion service");
  const answer = await grpcCall(address, LIST_TRANSFORMS, timeoutMs);
  if (!answer.ok) {
    const advice = "start it (`npm run stack -- up`), or set --expansion-service; 8097 is its usual port";
    return about.fail(`${address} ${await explain(address, answer, timeoutMs)}`, advice);
  }
  if (answer.bytes.includes("kafka_read")) return about.ok(`${address} answers and knows KafkaIO`);
  return about.fail(`${address} knows no KafkaIO`, "start it from the runtime jar: see runtime/README.md");
}

/** Said in place of the check where Flink's own connector reads and writes. */
export const expansionNotNeeded = findingsAbout("expansion service").ok("not needed without --kafka-connector beam");

/** Whether a worker pool listens at `address`. TaskManagers ask it, so it must be reachable from there too. */
export async function checkWorkerPool(address: string, timeoutMs: number): Promise<Finding> {
  const about = findingsAbout("worker pool");
  // A method that it does not have: asking for a worker would start one.
  const answer = await grpcCall(address, `${WORKER_POOL}/Ping`, timeoutMs);
  const [jobs, transforms] = await Promise.all(
    [LIST_JOBS, LIST_TRANSFORMS].map((method) => grpcCall(address, method, timeoutMs)),
  );
  if (jobs.ok) return about.fail(`${address} is Beam's job server`, POOL_ADVICE);
  if (transforms.ok) return about.fail(`${address} is Beam's expansion service`, POOL_ADVICE);
  if (!answer.ok && answer.code === status.UNIMPLEMENTED) return about.ok(`${address} answers`);
  const failure = answer.ok ? "answers what it should not" : await explain(address, answer, timeoutMs);
  return about.fail(`${address} ${failure}`, POOL_ADVICE);
}

const WORKER_POOL = "/org.apache.beam.model.fn_execution.v1.BeamFnExternalWorkerPool";
const POOL_ADVICE = "start it (`npm run worker-pool`), or set --worker-pool; 5555 is its usual port";

/** What a server that is not the wanted one seems to be. */
async function explain(address: string, answer: GrpcAnswer & { ok: false }, timeoutMs: number): Promise<string> {
  if (answer.code === status.UNIMPLEMENTED) return "is another gRPC server";
  const isFlink = await httpJson<object>(`http://${address}/config`, timeoutMs).then(
    (config) => "flink-version" in config,
    () => false,
  );
  return isFlink ? "is Flink's REST port" : `does not answer (${answer.details.replace(/\.?\s*Last error.*$/s, "")})`;
}
