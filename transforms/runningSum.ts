import { addCents, type SumCents } from "../payment/money";
import type { Transaction } from "../payment/transaction";
import type { Grouping } from "./alert";
import { addCounterparty } from "./counterparties";
import { counterpartyOf, earliest, type PartialSum, type Payment } from "./partialSum";

// What V8 takes, measured, and where it varies rather too much than too little.
const BYTES_OF_A_SUM = 280;
/** A time and an amount, and room in reserve. */
const BYTES_OF_A_PAYMENT = 28;
const BYTES_OF_A_NAME = 48;
const BYTES_OF_A_NAME_IN_A_SET = 80;
const BYTES_OF_A_CHARACTER = 2;

/** The sum of a session that is still open, in a fraction of a partial sum's memory: its evidence is plain numbers. */
export class RunningSum {
  /** Interval [startMs, endMs) in epoch ms. */
  startMs: number;
  private lastMs: number;
  private count = 1;
  totalCents: SumCents;
  /** Time and cents of a payment in turn, of fewer than twice `maxEvidence`; undefined once the sum has ended. */
  private evidence?: number[];
  /** The counterparty of each of those; undefined by pair. */
  private names?: string[];
  /** The counterparties of payments that are no evidence any more. */
  private otherNames?: Set<string>;
  private bytesOfOtherNames = 0;
  /** About what it takes up in memory together with its key. */
  bytes: number;

  /** The sum of one payment. */
  constructor(
    key: string,
    payment: Transaction,
    grouping: Grouping,
    public endMs: number,
  ) {
    const { timestampMs, amountCents } = payment;
    this.startMs = timestampMs;
    this.lastMs = timestampMs;
    this.totalCents = amountCents;
    this.evidence = [timestampMs, amountCents];
    this.bytes = BYTES_OF_A_SUM + key.length * BYTES_OF_A_CHARACTER + BYTES_OF_A_PAYMENT;
    const name = counterpartyOf(payment, grouping);
    if (name === "") return;
    this.names = [name];
    this.bytes += bytesOfName(name);
  }

  /** Whether an alert has been made of it: then it is only followed to its end. */
  get isDone(): boolean {
    return this.evidence === undefined;
  }

  /** Adds a payment that keeps the session open until `endMs` at least. */
  add(payment: Transaction, grouping: Grouping, endMs: number, maxEvidence: number): void {
    const { timestampMs, amountCents } = payment;
    if (timestampMs < this.startMs) this.startMs = timestampMs;
    if (endMs > this.endMs) this.endMs = endMs;
    if (this.evidence === undefined) return;
    if (timestampMs > this.lastMs) this.lastMs = timestampMs;
    this.count++;
    this.totalCents = addCents(this.totalCents, amountCents);
    this.evidence.push(timestampMs, amountCents);
    this.bytes += BYTES_OF_A_PAYMENT;
    if (this.names !== undefined) {
      const name = counterpartyOf(payment, grouping);
      this.names.push(name);
      this.bytes += bytesOfName(name);
    }
    if (this.evidence.length >= 4 * maxEvidence) this.keepEarliest(maxEvidence);
  }

  /** Forgets what was only needed for an alert. */
  end(): void {
    this.bytes -= this.bytesOfPayments();
    this.evidence = undefined;
    this.names = undefined;
    this.otherNames = undefined;
    this.bytesOfOtherNames = 0;
  }

  /** The same as a partial sum. */
  toPartialSum(): PartialSum {
    const { startMs, endMs, lastMs, count, totalCents, names } = this;
    const counterparties = names && new Set(this.otherNames);
    if (counterparties) for (const name of names) addCounterparty(counterparties, name);
    return { startMs, endMs, firstMs: startMs, lastMs, count, totalCents, evidence: this.payments(), counterparties };
  }

  private keepEarliest(maxEvidence: number): void {
    const before = this.bytesOfPayments();
    for (const name of this.names ?? []) this.addOtherName(name);
    const kept = earliest(this.payments(), maxEvidence);
    this.evidence = kept.flatMap(({ timestampMs, amountCents }) => [timestampMs, amountCents]);
    if (this.names !== undefined) this.names = kept.map(({ counterparty }) => counterparty);
    this.bytes += this.bytesOfPayments() - before;
  }

  private addOtherName(name: string): void {
    this.otherNames ??= new Set();
    const { size } = this.otherNames;
    addCounterparty(this.otherNames, name);
    if (this.otherNames.size > size) this.bytesOfOtherNames += bytesOfOtherName(name);
    else if (this.otherNames.size < size) {
      this.bytesOfOtherNames = 0;
      for (const kept of this.otherNames) this.bytesOfOtherNames += bytesOfOtherName(kept);
    }
  }

  private payments(): Payment[] {
    const { evidence = [], names } = this;
    return Array.from({ length: evidence.length / 2 }, (_, i) => ({
      timestampMs: evidence[2 * i],
      amountCents: evidence[2 * i + 1],
      counterparty: names?.[i] ?? "",
    }));
  }

  private bytesOfPayments(): number {
    let bytes = ((this.evidence?.length ?? 0) / 2) * BYTES_OF_A_PAYMENT + this.bytesOfOtherNames;
    for (const name of this.names ?? []) bytes += bytesOfName(name);
    return bytes;
  }
}

function bytesOfName(name: string): number {
  return BYTES_OF_A_NAME + name.length * BYTES_OF_A_CHARACTER;
}

function bytesOfOtherName(name: string): number {
  return BYTES_OF_A_NAME_IN_A_SET + name.length * BYTES_OF_A_CHARACTER;
}
