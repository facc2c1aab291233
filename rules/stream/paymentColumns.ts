import type { Extras, Transaction } from "../../payment/transaction";
import type { Accounts } from "./accounts";
import { withRoom } from "./columns";

/** Payments that wait to be judged, each kept once for all lists that it is in, as numbers side by side. */
export class PaymentColumns {
  private times = new Float64Array(1_024);
  private cents = new Float64Array(1_024);
  private origins = new Int32Array(1_024);
  private targets = new Int32Array(1_024);
  /** How many lists have it; of a place that is free, the next one that is, and -2 behind the last. */
  private uses = new Int32Array(1_024);
  /** By place, where payments have any. */
  private readonly extras = new Map<number, Extras>();
  private free = NO_PLACE;
  private length = 0;

  constructor(private readonly accounts: Accounts) {}

  /** The place of a payment, for who adds it to hold and then to release. */
  add(timestampMs: number, amountCents: number, origin: number, target: number, extras?: Extras): number {
    const place = this.place();
    this.times[place] = timestampMs;
    this.cents[place] = amountCents;
    this.origins[place] = origin;
    this.targets[place] = target;
    this.uses[place] = 1;
    if (extras !== undefined) this.extras.set(place, extras);
    return place;
  }

  use(place: number): void {
    this.uses[place]++;
  }

  /** A list, or who added it, has let go of it. */
  release(place: number): void {
    if (--this.uses[place] > 0) return;
    this.uses[place] = this.free;
    this.free = place;
    if (this.extras.size > 0) this.extras.delete(place);
  }

  timeOf(place: number): number {
    return this.times[place];
  }

  payment(place: number): Transaction {
    const payment: Transaction = {
      timestampMs: this.times[place],
      origin: this.accounts.nameOf(this.origins[place]),
      target: this.accounts.nameOf(this.targets[place]),
      amountCents: this.cents[place],
    };
    return this.extras.size > 0 ? Object.assign(payment, this.extras.get(place)) : payment;
  }

  private place(): number {
    const { free } = this;
    if (free !== NO_PLACE) {
      this.free = this.uses[free];
      return free;
    }
    const place = this.length++;
    this.times = withRoom(this.times, this.length);
    this.cents = withRoom(this.cents, this.length);
    this.origins = withRoom(this.origins, this.length);
    this.targets = withRoom(this.targets, this.length);
    this.uses = withRoom(this.uses, this.length);
    return place;
  }
}

const NO_PLACE = -2;
