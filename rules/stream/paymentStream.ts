import type { Extras } from "../../payment/transaction";
import type { KeyedBy } from "../keys/key";
import { SeenPayment } from "../place";
import { Accounts } from "./accounts";
import type { Lane } from "./lane";
import { END, Lists } from "./lists";
import { type Many, OpenLane } from "./openLane";
import { PaymentColumns } from "./paymentColumns";

/** Which keys of a payment are wanted, by the bits of `KEY_BITS`: others are somebody else's. */
export type KeyBits = number;

export const KEY_BITS: Record<KeyedBy, KeyBits> = { origin: 1, both: 1, target: 2, anyOrder: 4 };
export const ALL_KEYS: KeyBits = 7;

// biome-ignore lint/suspicious/noExplicitAny: what a lane holds is its own affair
type AnyLane = Lane<any>;

/**
 * Payments that come nearly in order of time, through all lanes. Windows are judged and let go of once the watermark has
 * passed them, so that memory is needed for open windows only: about 30 bytes a payment, and 10 more for each of its keys.
 */
export class PaymentStream {
  readonly accounts = new Accounts();
  /** Keys that some lane asks for. */
  readonly wanted: KeyBits;
  private readonly payments = new PaymentColumns(this.accounts);
  private readonly lanes: OpenLane<unknown>[];
  /** Nothing ends before. */
  private nextMs = Number.POSITIVE_INFINITY;
  private watermarkMs = Number.NEGATIVE_INFINITY;

  constructor(lanes: readonly AnyLane[], many: Many = { listed: 512, left: 128 }) {
    const lists = new Lists(this.payments);
    this.lanes = lanes.map((lane) => new OpenLane(lane, this.payments, lists, this.accounts, many));
    this.wanted = lanes.reduce((bits, { sides }) => bits | bitsOf(sides), 0);
  }

  /** A payment that is not before the watermark; its accounts by number. Only the keys of `bits` take it. */
  add(timestampMs: number, amountCents: number, origin: number, target: number, bits: KeyBits, extras?: Extras): void {
    const { accounts, payments } = this;
    let seen: SeenPayment | undefined;
    let place = END;
    for (const open of this.lanes) {
      const { lane } = open;
      const { sides } = lane;
      for (let i = 0; i < sides.length; i++) {
        const { keyedBy } = sides[i];
        if ((KEY_BITS[keyedBy] & bits) === 0) continue;
        if (lane.takes !== undefined) {
          seen ??= seenOf(timestampMs, amountCents, origin, target, accounts, extras);
          if (!lane.takes(seen, sides[i])) continue;
        }
        const key = open.keyFor(firstOf(keyedBy, origin, target), secondOf(keyedBy, origin, target), timestampMs);
        if (open.nextMs < this.nextMs) this.nextMs = open.nextMs;
        if (open.isGathered(key)) {
          seen ??= seenOf(timestampMs, amountCents, origin, target, accounts, extras);
          open.gather(key, seen, sides[i]);
        } else {
          if (place === END) place = payments.add(timestampMs, amountCents, origin, target, extras);
          open.list(key, place, i);
        }
      }
    }
    // Held until here, as a list that becomes too long lets go of its payments at once.
    if (place !== END) payments.release(place);
  }

  /** No earlier payment comes any more: what has ended by then is judged, soon. */
  advance(watermarkMs: number): void {
    if (watermarkMs <= this.watermarkMs) return;
    this.watermarkMs = watermarkMs;
    if (watermarkMs < this.nextMs) return;
    this.nextMs = Number.POSITIVE_INFINITY;
    for (const open of this.lanes) {
      open.advance(watermarkMs);
      this.nextMs = Math.min(this.nextMs, open.nextMs);
    }
  }

  /** No payment comes any more. */
  end(): void {
    this.advance(Number.POSITIVE_INFINITY);
  }
}

function bitsOf(sides: AnyLane["sides"]): KeyBits {
  return sides.reduce((bits, { keyedBy }) => bits | KEY_BITS[keyedBy], 0);
}

function firstOf(keyedBy: KeyedBy, origin: number, target: number): number {
  if (keyedBy === "target") return target;
  return keyedBy === "anyOrder" ? Math.min(origin, target) : origin;
}

function secondOf(keyedBy: KeyedBy, origin: number, target: number): number {
  if (keyedBy === "both") return target;
  return keyedBy === "anyOrder" ? Math.max(origin, target) : END;
}

function seenOf(
  timestampMs: number,
  amountCents: number,
  origin: number,
  target: number,
  accounts: Accounts,
  extras?: Extras,
) {
  const payment = { timestampMs, origin: accounts.nameOf(origin), target: accounts.nameOf(target), amountCents };
  return new SeenPayment(extras === undefined ? payment : { ...payment, ...extras });
}
