import "../load"; // before any of its sub-modules: they import one another in a circle
import { type ClientDuplexStream, credentials, Metadata } from "@grpc/grpc-js";
import type { Elements, Elements_Data } from "apache-beam/proto/beam_fn_api";
import { BeamFnDataClient } from "apache-beam/proto/beam_fn_api.grpc-client";
import { grpcChannelOptions } from "./grpcChannelOptions";
import { InputStream } from "./inputStream";

/**
 * The elements that go between one TaskManager and this worker, for all bundles. Replaces the SDK's own channel, which keeps
 * an entry of every bundle for ever, refuses messages over 4 MB and can end a bundle before its elements are processed.
 */
export class DataChannel {
  private readonly stream: ClientDuplexStream<Elements, Elements>;
  private readonly inputs = new Map<string, InputStream>();

  constructor(endpoint: string, workerId: string, onLost: (error: Error) => void) {
    const metadata = new Metadata();
    metadata.add("worker_id", workerId);
    this.stream = new BeamFnDataClient(endpoint, credentials.createInsecure(), grpcChannelOptions, {}).data(metadata);
    this.stream.on("data", (elements: Elements) => {
      for (const piece of elements.data) this.input(piece.instructionId, piece.transformId).push(piece);
    });
    this.stream.on("error", onLost);
  }

  /** Hands each message of a bundle's input to `process`, one after the other; resolves when the last is processed. */
  async receive(bundleId: string, transformId: string, process: (data: Uint8Array) => Promise<void>): Promise<void> {
    try {
      await this.input(bundleId, transformId).readAll(process);
    } finally {
      this.inputs.delete(inputKey(bundleId, transformId));
    }
  }

  /** Sends a part of a bundle's output; after the part with `isLast` there is no more. */
  send(bundleId: string, transformId: string, data: Uint8Array, isLast: boolean): void {
    const pieces: Elements_Data[] = [];
    if (data.length > 0) pieces.push({ instructionId: bundleId, transformId, data, isLast: false });
    if (isLast) pieces.push({ instructionId: bundleId, transformId, data: new Uint8Array(), isLast: true });
    this.stream.write({ data: pieces, timers: [] });
  }

  close(): void {
    this.stream.end();
  }

  private input(bundleId: string, transformId: string): InputStream {
    const key = inputKey(bundleId, transformId);
    let input = this.inputs.get(key);
    if (input === undefined) {
      input = new InputStream();
      this.inputs.set(key, input);
    }
    return input;
  }
}

function inputKey(bundleId: string, transformId: string): string {
  return `${bundleId} ${transformId}`;
}
