import { credentials } from "@grpc/grpc-js";
import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { BeamFnExternalWorkerPoolClient } from "apache-beam/proto/beam_fn_api.grpc-client";
import pino from "pino";
import { createWorkerMetrics } from "../../../beam/worker/metrics";
import { listenForTaskManagers, poolService } from "../../../beam/worker/poolServer";
import type { WorkerRequest } from "../../../beam/worker/supervisor";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A pool's server over a supervisor that only notes what it is asked, and a TaskManager's client. */
async function pool(refusal?: string) {
  const asked: (WorkerRequest | string)[] = [];
  const supervisor = {
    start: async (request: WorkerRequest) => {
      asked.push(request);
      if (refusal !== undefined) throw new Error(refusal);
    },
    stop: (id: string) => asked.push(id),
    close: async () => undefined,
    running: () => 0,
  };
  const metrics = createWorkerMetrics("test", () => 0);
  const service = poolService(supervisor as never, metrics, pino({ level: "silent" }));
  const { port, close } = await listenForTaskManagers(service, "127.0.0.1:0");
  const client = new BeamFnExternalWorkerPoolClient(`127.0.0.1:${port}`, credentials.createInsecure(), {}, {});
  closing.push(() => client.close(), close);
  const request = {
    workerId: "1-1",
    controlEndpoint: { url: "tm:1", authentication: undefined },
    loggingEndpoint: undefined,
    artifactEndpoint: undefined,
    provisionEndpoint: undefined,
    params: {},
  };
  const start = () =>
    new Promise((resolve, reject) =>
      client.startWorker(request as never, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  const stop = () =>
    new Promise((resolve, reject) =>
      client.stopWorker({ workerId: "1-1" }, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  return { asked, metrics, port, start, stop };
}

describe("what TaskManagers ask of the pool", () => {
  test("a worker is started for the TaskManager that asks", async () => {
    const { asked, start } = await pool();
    expect(await start()).toMatchObject({ error: "" });
    expect(asked).toEqual([{ workerId: "1-1", controlUrl: "tm:1" }]);
  });

  test("why there is no worker is part of the answer, and counted", async () => {
    const { metrics, start } = await pool("the worker pool is full");
    expect(await start()).toMatchObject({ error: "the worker pool is full" });
    expect((await metrics.refused.get()).values[0].value).toBe(1);
  });

  test("a worker is stopped by its id", async () => {
    const { asked, stop } = await pool();
    expect(await stop()).toMatchObject({ error: "" });
    expect(asked).toEqual(["1-1"]);
  });

  test("a port that is taken is an error", async () => {
    const { port } = await pool();
    await expect(listenForTaskManagers({} as never, `127.0.0.1:${port}`)).rejects.toThrow(/EADDRINUSE|bind/);
  });
});
