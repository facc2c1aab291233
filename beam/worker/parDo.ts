import "../load"; // before any of its sub-modules: they import one another in a circle
import { deserializeFn } from "apache-beam/internal/serialize";
import * as urns from "apache-beam/internal/urns";
import { ParDoPayload, type PTransform } from "apache-beam/proto/beam_runner_api";
import type { DoFn } from "apache-beam/transforms/pardo";
import type { WindowedValue } from "apache-beam/values";
import {
  type IOperator,
  NonPromise,
  type OperatorContext,
  type ProcessResult,
  type Receiver,
} from "apache-beam/worker/operators";
import { ParamProviderImpl } from "apache-beam/worker/pardo_context";
import { AssignTimestamps, AssignWindows, PassOn, SplitByTag } from "./parDoSteps";

/**
 * What stands behind each ParDo. The SDK's own operators make two closures for every element; these make none. They know all
 * that a pipeline may ask for but side inputs.
 */
export function createParDo(transformId: string, transform: PTransform, context: OperatorContext): IOperator {
  const { doFn, sideInputs } = ParDoPayload.fromBinary(transform.spec?.payload ?? new Uint8Array());
  const payload = () => deserializeFn(doFn?.payload ?? new Uint8Array());
  const receivers = Object.entries(transform.outputs).map(([tag, id]) => [tag, context.getReceiver(id)] as const);
  const [[, receiver]] = receivers;
  switch (doFn?.urn) {
    case urns.SERIALIZED_JS_DOFN_INFO:
      if (Object.keys(sideInputs).length > 0) throw new TypeError(`${transform.uniqueName}: side inputs are not known`);
      return new ParDo(transformId, receiver, payload(), context);
    case urns.IDENTITY_DOFN_URN:
      return new PassOn(transformId, receiver);
    case urns.JS_WINDOW_INTO_DOFN_URN:
      return new AssignWindows(transformId, receiver, payload().windowFn);
    case urns.JS_ASSIGN_TIMESTAMPS_DOFN_URN:
      return new AssignTimestamps(transformId, receiver, payload().func);
    case urns.SPLITTING_JS_DOFN_URN:
      return new SplitByTag(transformId, new Map(receivers), payload());
    default:
      throw new TypeError(`${transform.uniqueName}: found ${doFn?.urn}, a DoFn of another language`);
  }
}

/** Calls a DoFn for each element. */
class ParDo implements IOperator {
  private readonly doFn: DoFn<unknown, unknown, unknown>;
  private readonly settings: unknown;
  private readonly createParameters: () => ParamProviderImpl;
  private parameters!: ParamProviderImpl;
  private context: unknown;

  constructor(
    readonly transformId: string,
    private readonly receiver: Receiver,
    payload: { doFn: DoFn<unknown, unknown, unknown>; context: unknown },
    { getStateProvider, metricsContainer }: OperatorContext,
  ) {
    this.doFn = payload.doFn;
    this.settings = payload.context;
    this.createParameters = () => new ParamProviderImpl(transformId, new Map(), getStateProvider, metricsContainer);
  }

  async startBundle(): Promise<void> {
    this.parameters = this.createParameters();
    this.context = this.parameters.augmentContext(this.settings);
    this.doFn.startBundle?.(this.context);
  }

  process(element: WindowedValue<unknown>): ProcessResult {
    const { windows, pane, timestamp } = element;
    // A DoFn may look at its window, and sees one at a time.
    if (windows.length !== 1 && this.context !== undefined) return this.processInEachWindow(element);
    this.parameters.setCurrentValue(element);
    const outputs = this.doFn.process(element.value, this.context);
    if (!outputs) return NonPromise;
    let pending: Promise<void>[] | undefined;
    for (const value of outputs) {
      const result = this.receiver.receive({ value, windows, pane, timestamp });
      if (result !== NonPromise) pending = [...(pending ?? []), result];
    }
    return pending === undefined ? NonPromise : Promise.all(pending).then(() => undefined);
  }

  private processInEachWindow(element: WindowedValue<unknown>): ProcessResult {
    const results = element.windows.map((window) => this.process({ ...element, windows: [window] }));
    const pending = results.filter((result) => result !== NonPromise);
    return pending.length === 0 ? NonPromise : Promise.all(pending).then(() => undefined);
  }

  async finishBundle(): Promise<void> {
    const outputs = this.doFn.finishBundle?.(this.context);
    if (!outputs) return;
    for (const output of outputs) {
      const pending = this.receiver.receive(output);
      if (pending !== NonPromise) await pending;
    }
  }
}
