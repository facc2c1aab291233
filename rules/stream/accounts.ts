import { withRoom } from "./columns";

/** Accounts by number: each name is kept once, however many payments it is in. */
export class Accounts {
  private bytes = new Uint8Array(1 << 16);
  private starts = new Int32Array(1_024);
  private hashes = new Int32Array(1_024);
  private slots = new Int32Array(2_048).fill(-1);
  private names: (string | undefined)[] = [];
  private count = 0;

  /** The number of the account whose name, in UTF-8, is in these bytes; `hash` of them. */
  idOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = mixed(hash) & mask;
    for (let id = this.slots[slot]; id >= 0; id = this.slots[slot]) {
      if (this.hashes[id] === hash && this.isNamed(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = this.count;
    return this.push(bytes, start, end, hash);
  }

  nameOf(id: number): string {
    let name = this.names[id];
    if (name === undefined) {
      name = Buffer.from(this.bytes.buffer, this.starts[id], this.starts[id + 1] - this.starts[id]).toString();
      this.names[id] = name;
    }
    return name;
  }

  private isNamed(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[id];
    if (this.starts[id + 1] - from !== end - start) return false;
    for (let i = end - start - 1; i >= 0; i--) if (this.bytes[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private push(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const id = this.count++;
    const from = this.starts[id];
    this.bytes = withRoom(this.bytes, from + end - start);
    this.bytes.set(bytes.subarray(start, end), from);
    this.starts = withRoom(this.starts, id + 2);
    this.starts[id + 1] = from + end - start;
    this.hashes = withRoom(this.hashes, id + 1);
    this.hashes[id] = hash;
    this.names.push(undefined);
    if (this.count * 2 > this.slots.length) this.spread();
    return id;
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = mixed(this.hashes[id]) & mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

/** The lower bits alone tell names apart that end differently. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}
