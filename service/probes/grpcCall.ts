import { Client, credentials, type ServiceError, type status } from "@grpc/grpc-js";

/** What a gRPC server said: the answer's bytes, or why there is none. */
export type GrpcAnswer = { ok: true; bytes: Buffer } | { ok: false; code: status; details: string };

/**
 * Calls `method` (`/package.Service/Method`) with an empty message, so that no generated code is needed to see whether
 * a server is there and which one it is. Never rejects; ends after `timeoutMs`.
 */
export function grpcCall(address: string, method: string, timeoutMs = 3_000): Promise<GrpcAnswer> {
  const client = new Client(address, credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.enable_http_proxy": 0,
  });
  const bytes = (message: Buffer) => message;
  return new Promise((resolve) => {
    const answer = (error: ServiceError | null, message?: Buffer) => {
      client.close();
      resolve(error ? { ok: false, code: error.code, details: error.details } : { ok: true, bytes: message as Buffer });
    };
    const deadline = Date.now() + timeoutMs;
    client.makeUnaryRequest(method, bytes, bytes, Buffer.alloc(0), { deadline }, answer);
  });
}

/** Beam's job server: lists its jobs. */
export const LIST_JOBS = "/org.apache.beam.model.job_management.v1.JobService/GetJobs";

/** Beam's expansion service: lists the transforms it knows. */
export const LIST_TRANSFORMS = "/org.apache.beam.model.expansion.v1.ExpansionService/DiscoverSchemaTransform";
