import { withRoom } from "./columns";
import { END } from "./lists";

/** The keys of a lane that have payments to be judged, each by the numbers of one or two accounts. */
export class OpenKeys {
  /** What is known of each key, by its place. */
  list = new Int32Array(1_024);
  count = new Int32Array(1_024);
  oldestMs = new Float64Array(1_024);
  newestMs = new Float64Array(1_024);
  /** Windows that ended until then have been judged. */
  judgedToMs = new Float64Array(1_024);
  first = new Int32Array(1_024);
  second = new Int32Array(1_024);
  private nexts = new Int32Array(1_024);
  private heads = new Int32Array(2_048).fill(END);
  private free = END;
  private length = 0;
  private size = 0;

  /** The place of a key; `END` where it has none. */
  find(first: number, second: number): number {
    let key = this.heads[hashOf(first, second) & (this.heads.length - 1)];
    while (key !== END && (this.first[key] !== first || this.second[key] !== second)) key = this.nexts[key];
    return key;
  }

  /** A place for a key that has none. */
  add(first: number, second: number, timestampMs: number): number {
    if (++this.size > this.heads.length) this.spread();
    const key = this.place();
    this.first[key] = first;
    this.second[key] = second;
    this.list[key] = END;
    this.count[key] = 0;
    this.oldestMs[key] = timestampMs;
    this.newestMs[key] = timestampMs;
    this.judgedToMs[key] = Number.NEGATIVE_INFINITY;
    this.link(key);
    return key;
  }

  remove(key: number): void {
    this.size--;
    const head = hashOf(this.first[key], this.second[key]) & (this.heads.length - 1);
    if (this.heads[head] === key) this.heads[head] = this.nexts[key];
    else {
      let before = this.heads[head];
      while (this.nexts[before] !== key) before = this.nexts[before];
      this.nexts[before] = this.nexts[key];
    }
    this.nexts[key] = this.free;
    this.free = key;
  }

  private link(key: number): void {
    const head = hashOf(this.first[key], this.second[key]) & (this.heads.length - 1);
    this.nexts[key] = this.heads[head];
    this.heads[head] = key;
  }

  private spread(): void {
    const { heads } = this;
    this.heads = new Int32Array(heads.length * 2).fill(END);
    for (const head of heads) {
      for (let key = head; key !== END; ) {
        const next = this.nexts[key];
        this.link(key);
        key = next;
      }
    }
  }

  private place(): number {
    const { free } = this;
    if (free !== END) {
      this.free = this.nexts[free];
      return free;
    }
    const key = this.length++;
    this.list = withRoom(this.list, this.length);
    this.count = withRoom(this.count, this.length);
    this.oldestMs = withRoom(this.oldestMs, this.length);
    this.newestMs = withRoom(this.newestMs, this.length);
    this.judgedToMs = withRoom(this.judgedToMs, this.length);
    this.first = withRoom(this.first, this.length);
    this.second = withRoom(this.second, this.length);
    this.nexts = withRoom(this.nexts, this.length);
    return key;
  }
}

function hashOf(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
