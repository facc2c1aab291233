import { withRoom } from "./columns";
import { END } from "./lists";

/** Keys by when they are to be looked at: a wheel of times as coarse as `widthMs`, so that none is sorted. */
export class DueTimes {
  private readonly lists = new Map<number, number>();
  private nexts = new Int32Array(1_024);
  /** Turns before this one have been taken. */
  private turn = Number.NEGATIVE_INFINITY;
  /** Nothing is due before. */
  nextMs = Number.POSITIVE_INFINITY;

  constructor(private readonly widthMs: number) {}

  /** Each key stands here once. It comes at `dueMs`, or up to a width later. */
  put(key: number, dueMs: number): void {
    const turn = Math.max(this.turn, Math.floor(dueMs / this.widthMs));
    this.nexts = withRoom(this.nexts, key + 1);
    this.nexts[key] = this.lists.get(turn) ?? END;
    this.lists.set(turn, key);
    this.nextMs = Math.min(this.nextMs, (turn + 1) * this.widthMs);
  }

  /** Hands on what is due. What is put meanwhile comes next time. */
  takeUntil(ms: number, take: (key: number) => void): void {
    if (ms < this.nextMs) return;
    this.turn = Math.floor(ms / this.widthMs);
    const due = [...this.lists.keys()].filter((turn) => turn < this.turn);
    for (const turn of due) {
      let key = this.lists.get(turn) ?? END;
      this.lists.delete(turn);
      while (key !== END) {
        const next = this.nexts[key];
        take(key);
        key = next;
      }
    }
    this.nextMs = Number.POSITIVE_INFINITY;
    for (const turn of this.lists.keys()) this.nextMs = Math.min(this.nextMs, (turn + 1) * this.widthMs);
  }
}
