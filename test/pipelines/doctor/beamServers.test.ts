import { Server, ServerCredentials } from "@grpc/grpc-js";
import { Hono } from "hono";
import { checkExpansionService, checkJobServer, checkWorkerPool } from "../../../pipelines/doctor/checkBeamServers";
import { listen } from "../../../service/healthServer";
import { LIST_JOBS, LIST_TRANSFORMS } from "../../../service/probes/grpcCall";

/** A gRPC server that answers one method with `bytes`. */
async function grpcServer(method: string, bytes = ""): Promise<{ address: string; close: () => void }> {
  const server = new Server();
  const codec = (message: Buffer) => message;
  const definition = {
    path: method,
    requestStream: false,
    responseStream: false,
    requestSerialize: codec,
    requestDeserialize: codec,
    responseSerialize: codec,
    responseDeserialize: codec,
  };
  server.addService(
    { call: definition },
    { call: (_: unknown, answer: (error: null, value: Buffer) => void) => answer(null, Buffer.from(bytes)) },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

const TIMEOUT_MS = 2_000;

test("a job server, an expansion service with KafkaIO and a worker pool are recognised", async () => {
  const jobServer = await grpcServer(LIST_JOBS);
  const expansion = await grpcServer(LIST_TRANSFORMS, "beam:transform:kafka_read:v1");
  const pool = await grpcServer("/org.apache.beam.model.fn_execution.v1.BeamFnExternalWorkerPool/StartWorker");
  expect(await checkJobServer(jobServer.address, TIMEOUT_MS)).toMatchObject({ level: "ok" });
  expect(await checkExpansionService(expansion.address, TIMEOUT_MS)).toMatchObject({ level: "ok" });
  expect(await checkWorkerPool(pool.address, TIMEOUT_MS)).toMatchObject({ level: "ok" });

  expect(await checkJobServer(expansion.address, TIMEOUT_MS)).toMatchObject({
    level: "FAIL",
    text: `${expansion.address} is another gRPC server`,
  });
  expect(await checkWorkerPool(jobServer.address, TIMEOUT_MS)).toMatchObject({
    level: "FAIL",
    text: `${jobServer.address} is Beam's job server`,
  });
  for (const server of [jobServer, expansion, pool]) server.close();
});

test("an expansion service without KafkaIO fails", async () => {
  const expansion = await grpcServer(LIST_TRANSFORMS, "beam:transform:jdbc_read:v1");
  expect(await checkExpansionService(expansion.address, TIMEOUT_MS)).toMatchObject({ level: "FAIL" });
  expansion.close();
});

test("Flink's REST port in the job server's place is called that", async () => {
  const flink = await listen(
    new Hono().get("/config", (context) => context.json({ "flink-version": "1.19.3" })),
    "127.0.0.1",
    0,
  );
  const finding = await checkJobServer(`127.0.0.1:${flink.port}`, TIMEOUT_MS);
  expect(finding).toMatchObject({ level: "FAIL", text: `127.0.0.1:${flink.port} is Flink's REST port` });
  expect(finding.advice).toContain("8099");
  await flink.close();
});

test("nobody there is a failure within the time given", async () => {
  expect((await checkJobServer("127.0.0.1:1", 500)).text).toMatch(/^127\.0\.0\.1:1 does not answer/);
});
