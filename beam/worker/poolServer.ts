import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import "../load"; // before any of its sub-modules: they import one another in a circle
import type {
  StartWorkerRequest,
  StartWorkerResponse,
  StopWorkerRequest,
  StopWorkerResponse,
} from "apache-beam/proto/beam_fn_api";
import {
  beamFnExternalWorkerPoolDefinition,
  type IBeamFnExternalWorkerPool,
} from "apache-beam/proto/beam_fn_api.grpc-server";
import type { Logger } from "pino";
import type { WorkerMetrics } from "./metrics";
import type { Supervisor } from "./supervisor";

/** Answers the TaskManagers' requests for workers. An answer without `error` means that the worker runs. */
export function poolService(supervisor: Supervisor, metrics: WorkerMetrics, log: Logger): IBeamFnExternalWorkerPool {
  return {
    startWorker(
      { request }: ServerUnaryCall<StartWorkerRequest, StartWorkerResponse>,
      answer: sendUnaryData<StartWorkerResponse>,
    ) {
      const { workerId, controlEndpoint } = request;
      supervisor.start({ workerId, controlUrl: controlEndpoint?.url ?? "" }).then(
        () => answer(null, { error: "" }),
        (error: Error) => {
          metrics.refused.inc();
          log.error({ workerId, controlUrl: controlEndpoint?.url }, error.message);
          answer(null, { error: error.message });
        },
      );
    },
    stopWorker(
      { request }: ServerUnaryCall<StopWorkerRequest, StopWorkerResponse>,
      answer: sendUnaryData<StopWorkerResponse>,
    ) {
      supervisor.stop(request.workerId);
      answer(null, { error: "" });
    },
  };
}

/** Serves on HOST:PORT; resolves to the port and what closes it, rejects when the port cannot be had. */
export function listenForTaskManagers(service: IBeamFnExternalWorkerPool, address: string) {
  const server = new Server();
  server.addService(beamFnExternalWorkerPoolDefinition, { ...service });
  return new Promise<{ port: number; close: () => void }>((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve({ port, close: () => server.forceShutdown() }),
    );
  });
}
