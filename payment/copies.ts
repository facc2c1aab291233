import type { Transaction } from "./transaction";

/** What was told of copies, and of payments that share an id and nothing more. */
export interface CopiesSeen {
  /** Payments that came again. */
  duplicates: number;
  /** Payments whose id another one had, with other content. */
  conflictingIds: number;
  /** The first of those, and its line. */
  firstConflict?: { id: string; line: number };
}

/** So many parts of what is remembered are forgotten one by one. */
const PARTS = 16;

/** Tells payments that come again, with the same id, time, accounts and amount, from all others. */
export class Copies implements CopiesSeen {
  duplicates = 0;
  conflictingIds = 0;
  firstConflict?: { id: string; line: number };
  /** What payments say, by the time they lie in: copies have the same time. */
  private readonly slots = new Map<number, Set<string>>();
  /** How many payments are remembered of each id. */
  private readonly ids = new Map<string, number>();
  private readonly slotMs: number;
  /** Nothing is forgotten before. */
  private nextMs = Number.POSITIVE_INFINITY;

  /** `rememberedMs`: how far payments may lie out of order. */
  constructor(rememberedMs: number) {
    this.slotMs = Math.max(1_000, rememberedMs / PARTS);
  }

  /** Whether such a payment has come before; `line`: where this one stands. */
  isCopy(payment: Transaction, line: number): boolean {
    const { id } = payment;
    if (id === undefined) return false;
    const slot = this.slotAt(Math.floor(payment.timestampMs / this.slotMs));
    const content = contentOf(payment, id);
    if (slot.has(content)) {
      this.duplicates++;
      return true;
    }
    slot.add(content);
    const sameId = this.ids.get(id) ?? 0;
    this.ids.set(id, sameId + 1);
    if (sameId > 0) {
      this.conflictingIds++;
      this.firstConflict ??= { id, line };
    }
    return false;
  }

  /** No payment before `ms` comes any more. */
  forgetBefore(ms: number): void {
    if (ms < this.nextMs) return;
    this.nextMs = Number.POSITIVE_INFINITY;
    for (const [number, slot] of this.slots) {
      const endMs = (number + 1) * this.slotMs;
      if (endMs > ms) {
        this.nextMs = Math.min(this.nextMs, endMs);
        continue;
      }
      this.slots.delete(number);
      for (const content of slot) this.forget(content.slice(0, content.indexOf(END_OF_ID)));
    }
  }

  private slotAt(number: number): Set<string> {
    let slot = this.slots.get(number);
    if (slot === undefined) {
      slot = new Set();
      this.slots.set(number, slot);
      this.nextMs = Math.min(this.nextMs, (number + 1) * this.slotMs);
    }
    return slot;
  }

  private forget(id: string): void {
    const left = (this.ids.get(id) ?? 0) - 1;
    if (left > 0) this.ids.set(id, left);
    else this.ids.delete(id);
  }
}

/** No id has one. */
const END_OF_ID = "\0";

function contentOf({ timestampMs, origin, target, amountCents, paid = "" }: Transaction, id: string): string {
  return `${id}${END_OF_ID}${timestampMs};${amountCents};${paid};${origin};${target}`;
}
