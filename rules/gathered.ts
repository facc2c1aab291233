import type { Place } from "./place";
import { addPayment, emptySummary, type Interval, mergeInto, overlap, type Summary } from "./summary/summary";
import type { View } from "./view";
import { mergeNeighbours } from "./windows/window";

/** What is known of one key of a view: summaries of which those that belong together become one as they come in. */
export class Gathered {
  private summaries: Summary[] = [];
  private mergeAt = 16;

  constructor(readonly view: View) {}

  /** Mostly payments come in order and go on with the newest summary. */
  add({ interval, taken }: Pick<Place, "interval" | "taken">): void {
    let newest = this.summaries.at(-1);
    if (newest === undefined || !this.belongTogether(newest, interval)) {
      newest = emptySummary(this.view.keeping, interval);
      this.push(newest);
    }
    addPayment(newest, taken, interval);
  }

  merge(summary: Summary): void {
    const newest = this.summaries.at(-1);
    if (newest !== undefined && this.belongTogether(newest, summary)) mergeInto(newest, summary);
    else this.push(summary);
  }

  /** By time; no two of them belong together. */
  parts(): Summary[] {
    this.summaries = mergeNeighbours(this.summaries, (a, b) => this.belongTogether(a, b));
    return this.summaries;
  }

  /** Lets go of what no window needs that ends after `ms`; where what is left begins, Infinity where nothing is. */
  letGo(ms: number): number {
    this.summaries = this.parts().filter((part) => this.view.window.reachOf(part).endMs > ms);
    return this.summaries[0]?.startMs ?? Number.POSITIVE_INFINITY;
  }

  private push(summary: Summary): void {
    if (this.summaries.length >= this.mergeAt) this.mergeAt = Math.max(16, this.parts().length * 2);
    this.summaries.push(summary);
  }

  private belongTogether(a: Interval, b: Interval): boolean {
    return this.view.window.merging ? overlap(a, b) : a.startMs === b.startMs;
  }
}
