import { type Interval, mergeInto, overlap, type Summary } from "../rules/summary/summary";

/** What is known of a window that has not ended. */
export interface OpenWindow {
  summary: Summary;
  /** Rules that were told of already, by id and mode. */
  told: Set<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Objects, and what a map has for each; strings take two bytes a character at most. */
const BYTES_OF_A_WINDOW = 600;
const BYTES_OF_A_PAYMENT = 100;
const BYTES_OF_AN_ACCOUNT = 100;

/**
 * The open windows of an instance's keys, in bounded memory: beyond `maxBytes` those that have waited longest for a
 * payment are forgotten, and not judged again before they end.
 */
export class OpenWindows {
  private readonly byKey = new Map<string, OpenWindow[]>();
  private readonly bytes = new Map<string, number>();
  private heldBytes = 0;
  /** Some were forgotten before they ended: what was told of them is not known. */
  hasForgotten = false;

  constructor(private readonly maxBytes: number) {}

  /** All that is known of a window. It takes the place of those that it holds. */
  replace(key: string, summary: Summary): OpenWindow {
    const all = this.byKey.get(key) ?? [];
    const told = new Set(all.filter((one) => overlap(one.summary, summary)).flatMap((one) => [...one.told]));
    const open = { summary, told };
    this.put(key, [...all.filter((one) => !overlap(one.summary, summary)), open]);
    return open;
  }

  /** More payments of a window that is known; undefined where it is not. */
  add(key: string, more: Summary): OpenWindow | undefined {
    const all = this.byKey.get(key);
    const open = all?.find((one) => overlap(one.summary, more));
    if (all === undefined || open === undefined) return undefined;
    mergeInto(open.summary, more);
    this.put(key, all);
    return open;
  }

  /** Forgets what has ended, and gives the ids of the rules that were told of it. */
  end(key: string, window: Interval): ReadonlySet<string> {
    const all = this.byKey.get(key);
    if (all === undefined) return NONE;
    const ended = all.filter((one) => overlap(one.summary, window));
    this.put(
      key,
      all.filter((one) => !ended.includes(one)),
    );
    return ended.length === 1 ? ended[0].told : new Set(ended.flatMap(({ told }) => [...told]));
  }

  get size(): number {
    return this.byKey.size;
  }

  private put(key: string, all: OpenWindow[]): void {
    this.forget(key);
    if (all.length === 0) return;
    const bytes = all.reduce((sum, { summary }) => sum + bytesOf(summary), key.length * 2);
    this.byKey.set(key, all);
    this.bytes.set(key, bytes);
    this.heldBytes += bytes;
    for (const longestWaiting of this.byKey.keys()) {
      if (this.heldBytes <= this.maxBytes) return;
      this.hasForgotten = true;
      this.forget(longestWaiting);
    }
  }

  private forget(key: string): void {
    this.heldBytes -= this.bytes.get(key) ?? 0;
    this.bytes.delete(key);
    this.byKey.delete(key);
  }
}

function bytesOf({ evidence, values }: Summary): number {
  const accounts = values.reduce<number>((sum, value) => sum + (value instanceof Set ? value.size : 0), 0);
  return BYTES_OF_A_WINDOW + evidence.length * BYTES_OF_A_PAYMENT + accounts * BYTES_OF_AN_ACCOUNT;
}
