import "../load"; // before any of its sub-modules: they import one another in a circle
import { type Coder, Context } from "apache-beam/coders/coders";
import { RemoteGrpcPort } from "apache-beam/proto/beam_fn_api";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import type { WindowedValue } from "apache-beam/values";
import { type IOperator, NonPromise, type OperatorContext } from "apache-beam/worker/operators";
import { ByteWriter } from "./byteWriter";
import type { DataChannel } from "./dataChannel";
import { WindowedValues } from "./windowedValues";

const FLUSH_BYTES = 1_000_000;

/**
 * Encodes a bundle's results and sends them to the TaskManager. The SDK's own sink flushes asynchronously: of several results
 * of one element some were sent twice and some lost once a bundle had more than 1 MB.
 */
export class DataSink implements IOperator {
  private readonly channel: DataChannel;
  private readonly coder: Coder<WindowedValue<unknown>>;
  private readonly bundleId: () => string;
  private readonly buffer = new ByteWriter();

  constructor(
    readonly transformId: string,
    transform: PTransform,
    context: OperatorContext,
  ) {
    const port = RemoteGrpcPort.fromBinary(transform.spec?.payload ?? new Uint8Array());
    this.channel = context.getDataChannel(port.apiServiceDescriptor?.url) as unknown as DataChannel;
    this.coder = WindowedValues.faster(context.pipelineContext.getCoder(port.coderId));
    this.bundleId = context.getBundleId;
  }

  async startBundle(): Promise<void> {
    this.buffer.finish();
  }

  process(value: WindowedValue<unknown>): typeof NonPromise {
    this.coder.encode(value, this.buffer, Context.needsDelimiters);
    if (this.buffer.size > FLUSH_BYTES) this.flush(false);
    return NonPromise;
  }

  async finishBundle(): Promise<void> {
    this.flush(true);
  }

  private flush(isLast: boolean): void {
    this.channel.send(this.bundleId(), this.transformId, this.buffer.finish(), isLast);
  }
}
