import { withRoom } from "./columns";
import type { PaymentColumns } from "./paymentColumns";

/** Behind the last entry of a list. */
export const END = -1;

/** Lists of payments, each told by its newest entry. An entry: a payment, and by which side it belongs to the list's key. */
export class Lists {
  private entries = new Int32Array(1_024);
  private nexts = new Int32Array(1_024);
  private free = END;
  private length = 0;

  constructor(private readonly payments: PaymentColumns) {}

  /** The list with a payment more. */
  push(list: number, payment: number, side: number): number {
    this.payments.use(payment);
    const entry = this.place();
    this.entries[entry] = payment * 2 + side;
    this.nexts[entry] = list;
    return entry;
  }

  next(entry: number): number {
    return this.nexts[entry];
  }

  paymentOf(entry: number): number {
    return this.entries[entry] >>> 1;
  }

  sideOf(entry: number): number {
    return this.entries[entry] & 1;
  }

  /** The list without payments before `fromMs`. */
  trim(list: number, fromMs: number): number {
    let kept = END;
    for (let entry = list; entry !== END; ) {
      const next = this.nexts[entry];
      if (this.payments.timeOf(this.paymentOf(entry)) >= fromMs) {
        this.nexts[entry] = kept;
        kept = entry;
      } else {
        this.payments.release(this.paymentOf(entry));
        this.nexts[entry] = this.free;
        this.free = entry;
      }
      entry = next;
    }
    return kept;
  }

  private place(): number {
    const { free } = this;
    if (free !== END) {
      this.free = this.nexts[free];
      return free;
    }
    const entry = this.length++;
    this.entries = withRoom(this.entries, this.length);
    this.nexts = withRoom(this.nexts, this.length);
    return entry;
  }
}
