import "../load"; // before any of its sub-modules: they import one another in a circle
import type { MultiplexingDataChannel } from "apache-beam/worker/data";
import { loggingLocalStorage } from "apache-beam/worker/logging";
import { registerOperator, registerOperatorConstructor } from "apache-beam/worker/operators";
import { Worker } from "apache-beam/worker/worker";
import { registerCoders } from "./coders";
import { countEachBundleOnce } from "./countEachBundleOnce";
import { DataChannel } from "./dataChannel";
import { DataSink } from "./dataSink";
import { DataSource } from "./dataSource";
import { createParDo } from "./parDo";

registerOperator("beam:runner:source:v1", DataSource);
registerOperator("beam:runner:sink:v1", DataSink);
registerOperatorConstructor("beam:transform:pardo:v1", createParDo);
countEachBundleOnce();
registerCoders();
// Only the SDK's own log sender reads it, and keeping it slows every promise of the process.
loggingLocalStorage.enterWith = () => undefined;

/** Beam's worker with data channels of our own, that tells when the TaskManager has closed the control channel. */
export class BeamWorker extends Worker {
  /** Resolves with the reason when the TaskManager ends the worker or is lost. */
  readonly ended: Promise<string>;
  private end: (reason: string) => void = () => undefined;

  constructor(
    private readonly workerId: string,
    controlUrl: string,
  ) {
    super(workerId, { controlUrl });
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.controlChannel.on("end", () => this.end("control channel closed"));
    // Without a listener the error of a cancelled job's channel would end the process.
    this.controlChannel.on("error", (error) => this.end(`control channel: ${error.message}`));
  }

  /** Resolves once the TaskManager can be reached; rejects after `timeoutMs`. */
  connected(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.controlClient.waitForReady(Date.now() + timeoutMs, (error) => (error ? reject(error) : resolve()));
    });
  }

  override getDataChannel(endpoint: string): MultiplexingDataChannel {
    const known = this.dataChannels.get(endpoint);
    if (known !== undefined) return known;
    const channel = new DataChannel(endpoint, this.workerId, (error) => this.end(`data channel: ${error.message}`));
    // Only our own source and sink use it.
    const asBeamType = channel as unknown as MultiplexingDataChannel;
    this.dataChannels.set(endpoint, asBeamType);
    return asBeamType;
  }
}
