import type { Coder } from "apache-beam/coders/coders";
import * as operators from "apache-beam/worker/operators";
import type Long from "long";
import { beam, runnerApi } from "../sdk";
import { ONLY_PANE } from "./onlyPane";

/** The primitive that stands for a GroupByKey over merging windows when a pipeline runs in this process. */
export const MERGING_GROUP_BY_KEY_URN = "beam:transforms:node_ts_direct:merging_group_by_key:v1";

type Element = beam.WindowedValue<beam.KV<unknown, unknown>>;

/**
 * Groups a whole bundle by key and then by window, merging windows that overlap, as session windows ask for. Each group
 * leaves in its merged window with the timestamp that the windowing strategy wants.
 */
export class MergingGroupByKeyOperator implements operators.IOperator {
  private readonly receiver: operators.Receiver;
  private readonly keyCoder: Coder<unknown>;
  private readonly outputTime: runnerApi.OutputTime_Enum;
  /** Texts are their own keys; others go by their encoding, in a map apart, for a text could look the same. */
  private texts = new Map<string, Element[]>();
  private others = new Map<string, Element[]>();

  constructor(
    readonly transformId: string,
    transform: runnerApi.PTransform,
    context: operators.OperatorContext,
  ) {
    this.receiver = context.getReceiver(Object.values(transform.outputs)[0]);
    const input = context.descriptor.pcollections[Object.values(transform.inputs)[0]];
    this.keyCoder = context.pipelineContext.getCoder(context.descriptor.coders[input.coderId].componentCoderIds[0]);
    this.outputTime = context.descriptor.windowingStrategies[input.windowingStrategyId].outputTime;
  }

  async startBundle(): Promise<void> {
    this.texts = new Map();
    this.others = new Map();
  }

  process(element: beam.WindowedValue<unknown>): operators.ProcessResult {
    const keyed = element as Element;
    const { key } = keyed.value;
    if (typeof key === "string") addTo(this.texts, key, keyed);
    else addTo(this.others, operators.encodeToBase64(key, this.keyCoder), keyed);
    return operators.NonPromise;
  }

  async finishBundle(): Promise<void> {
    await this.sendGroups(this.texts);
    await this.sendGroups(this.others);
  }

  private async sendGroups(groups: Map<string, Element[]>): Promise<void> {
    for (const [encoded, elements] of groups) {
      groups.delete(encoded);
      const { key } = elements[0].value;
      for (const { window, values, earliest, latest } of mergeWindows(elements)) {
        const timestamp = this.timestampOf(window, earliest, latest);
        const sent = this.receiver.receive({
          value: { key, value: values },
          windows: [window],
          timestamp,
          pane: ONLY_PANE,
        });
        if (sent !== operators.NonPromise) await sent;
      }
    }
  }

  private timestampOf(window: beam.IntervalWindow, earliest: Long, latest: Long): Long {
    if (this.outputTime === runnerApi.OutputTime_Enum.EARLIEST_IN_PANE) return earliest;
    if (this.outputTime === runnerApi.OutputTime_Enum.LATEST_IN_PANE) return latest;
    return window.maxTimestamp();
  }
}

function addTo(groups: Map<string, Element[]>, key: string, element: Element): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [element]);
  else group.push(element);
}

interface MergedWindow {
  window: beam.IntervalWindow;
  values: unknown[];
  earliest: Long;
  latest: Long;
}

/** Windows are half-open: those that only touch stay apart. */
function mergeWindows(elements: Element[]): MergedWindow[] {
  const single = elements.flatMap(inEachWindow);
  if (single.length === 1) return single;
  const merged: MergedWindow[] = [];
  for (const next of single.sort((a, b) => a.window.start.compare(b.window.start))) {
    const last = merged[merged.length - 1];
    if (last === undefined || next.window.start.compare(last.window.end) >= 0) merged.push(next);
    else absorb(last, next);
  }
  return merged;
}

function inEachWindow({ value: { value }, windows, timestamp }: Element): MergedWindow[] {
  return (windows as beam.IntervalWindow[]).map((window) => ({
    values: [value],
    window,
    earliest: timestamp,
    latest: timestamp,
  }));
}

function absorb(into: MergedWindow, { window, values, earliest, latest }: MergedWindow): void {
  if (window.end.compare(into.window.end) > 0) into.window = new beam.IntervalWindow(into.window.start, window.end);
  if (earliest.compare(into.earliest) < 0) into.earliest = earliest;
  if (latest.compare(into.latest) > 0) into.latest = latest;
  into.values.push(values[0]);
}

operators.registerOperator(MERGING_GROUP_BY_KEY_URN, MergingGroupByKeyOperator);
