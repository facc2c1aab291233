import type { WindowFn } from "apache-beam/transforms/window";
import type { Instant, Window, WindowedValue } from "apache-beam/values";
import type { IOperator, ProcessResult, Receiver } from "apache-beam/worker/operators";

/** An operator that keeps nothing from one element to the next. */
abstract class Step implements IOperator {
  constructor(readonly transformId: string) {}

  abstract process(element: WindowedValue<unknown>): ProcessResult;

  async startBundle(): Promise<void> {}
  async finishBundle(): Promise<void> {}
}

/** Changes nothing: only the type of the collection is another. */
export class PassOn extends Step {
  constructor(
    transformId: string,
    private readonly receiver: Receiver,
  ) {
    super(transformId);
  }

  process(element: WindowedValue<unknown>): ProcessResult {
    return this.receiver.receive(element);
  }
}

export class AssignWindows extends Step {
  constructor(
    transformId: string,
    private readonly receiver: Receiver,
    private readonly windowFn: WindowFn<Window>,
  ) {
    super(transformId);
  }

  process({ value, pane, timestamp, windows: old }: WindowedValue<unknown>): ProcessResult {
    const windows = this.windowFn.assignWindows(timestamp);
    // An element counts once for each window that it was in.
    const all = old.length === 1 ? windows : old.flatMap(() => windows);
    return all.length === 0 ? null : this.receiver.receive({ value, windows: all, pane, timestamp });
  }
}

export class AssignTimestamps extends Step {
  constructor(
    transformId: string,
    private readonly receiver: Receiver,
    private readonly timestampOf: (value: unknown, timestamp: Instant) => Instant,
  ) {
    super(transformId);
  }

  process({ value, windows, pane, timestamp }: WindowedValue<unknown>): ProcessResult {
    return this.receiver.receive({ value, windows, pane, timestamp: this.timestampOf(value, timestamp) });
  }
}

/** How the SDK describes a split. */
export interface SplitSettings {
  exclusive: boolean;
  knownTags: string[];
  unknownTagBehavior?: "error" | "rename" | "ignore";
  unknownTagName?: string;
}

/** Each element is an object of tags and values: each value goes to the output of its tag. */
export class SplitByTag extends Step {
  private readonly known: Set<string>;

  constructor(
    transformId: string,
    private readonly receivers: Map<string, Receiver>,
    private readonly settings: SplitSettings,
  ) {
    super(transformId);
    this.known = new Set(settings.knownTags);
  }

  process({ value, windows, pane, timestamp }: WindowedValue<unknown>): ProcessResult {
    const tagged = value as Record<string, unknown>;
    let count = 0;
    let pending: ProcessResult = null;
    for (const tag in tagged) {
      if (++count > 1 && this.settings.exclusive)
        throw new TypeError(`found tags ${Object.keys(tagged)}, expected one`);
      const result = this.receiverOf(tag)?.receive({ value: tagged[tag], windows, pane, timestamp }) ?? null;
      pending = both(pending, result);
    }
    return pending;
  }

  private receiverOf(tag: string): Receiver | undefined {
    if (this.known.has(tag)) return this.receivers.get(tag);
    const { unknownTagBehavior, unknownTagName } = this.settings;
    if (unknownTagBehavior === "rename") return this.receivers.get(unknownTagName ?? "");
    if (unknownTagBehavior === "ignore") return undefined;
    throw new TypeError(`found tag ${tag}, expected one of ${this.settings.knownTags}`);
  }
}

function both(first: ProcessResult, second: ProcessResult): ProcessResult {
  if (first === null) return second;
  return second === null ? first : Promise.all([first, second]).then(() => undefined);
}
