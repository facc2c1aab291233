import "../load"; // before any of its sub-modules: they import one another in a circle
import { type Coder, Context } from "apache-beam/coders/coders";
import { RemoteGrpcPort } from "apache-beam/proto/beam_fn_api";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import type { WindowedValue } from "apache-beam/values";
import { type IOperator, NonPromise, type OperatorContext, type Receiver } from "apache-beam/worker/operators";
import { BufferReader } from "protobufjs";
import type { DataChannel } from "./dataChannel";
import { WindowedValues } from "./windowedValues";

/**
 * Decodes a bundle's elements and passes them on. The SDK's own source yields after 100 ms in a message; the bundle's end
 * could then come first and the rest of its elements were lost.
 */
export class DataSource implements IOperator {
  private readonly channel: DataChannel;
  private readonly receiver: Receiver;
  private readonly coder: Coder<WindowedValue<unknown>>;
  private readonly bundleId: () => string;
  private allProcessed: Promise<void> = Promise.resolve();

  constructor(
    readonly transformId: string,
    transform: PTransform,
    context: OperatorContext,
  ) {
    const port = RemoteGrpcPort.fromBinary(transform.spec?.payload ?? new Uint8Array());
    this.channel = context.getDataChannel(port.apiServiceDescriptor?.url) as unknown as DataChannel;
    this.receiver = context.getReceiver(Object.values(transform.outputs)[0]);
    this.coder = WindowedValues.faster(context.pipelineContext.getCoder(port.coderId));
    this.bundleId = context.getBundleId;
  }

  async startBundle(): Promise<void> {
    this.allProcessed = this.channel.receive(this.bundleId(), this.transformId, (data) => this.processAll(data));
    // Awaited in finishBundle; without this an earlier failure would end the process as an unhandled rejection.
    this.allProcessed.catch(() => undefined);
  }

  process(): never {
    throw new Error("a source has no input");
  }

  async finishBundle(): Promise<void> {
    await this.allProcessed;
  }

  /** Flink never splits a bundle that runs. */
  split(): undefined {
    return undefined;
  }

  private async processAll(data: Uint8Array): Promise<void> {
    // Reads text without an array for each.
    const reader = new BufferReader(Buffer.from(data.buffer, data.byteOffset, data.length));
    while (reader.pos < reader.len) {
      const pending = this.receiver.receive(this.coder.decode(reader, Context.needsDelimiters));
      if (pending !== NonPromise) await pending;
    }
  }
}
