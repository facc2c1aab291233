import type { Side } from "../keys/key";
import { SeenPayment } from "../place";
import type { Accounts } from "./accounts";
import { DueTimes } from "./dueTimes";
import type { Lane } from "./lane";
import { END, type Lists } from "./lists";
import { OpenKeys } from "./openKeys";
import type { PaymentColumns } from "./paymentColumns";

/** From how many payments on a key is held gathered, as it would take long to gather them again whenever windows end. */
export interface Many {
  listed: number;
  /** After windows have ended: those that are left come for the second time. */
  left: number;
}

/** Turns of the wheel of due times while a payment is needed. */
const TURNS = 64;

/** The open keys of a lane. Most have few payments: a list of these is kept, and gathered when windows end. */
export class OpenLane<Held> {
  private readonly keys = new OpenKeys();
  private readonly due: DueTimes;
  /** Of keys with many payments, what was gathered. */
  private readonly gathered = new Map<number, Held>();

  constructor(
    readonly lane: Lane<Held>,
    private readonly payments: PaymentColumns,
    private readonly lists: Lists,
    private readonly accounts: Accounts,
    private readonly many: Many,
  ) {
    const neededMs = lane.neededUntil(0);
    this.due = new DueTimes(Math.max(1_000, neededMs / TURNS));
  }

  /** When `advance` next has something to do. */
  get nextMs(): number {
    return this.due.nextMs;
  }

  /** The place of the key of these accounts; one for what keys have, `END` where one account makes them. */
  keyFor(first: number, second: number, timestampMs: number): number {
    const { keys } = this;
    const known = keys.find(first, second);
    if (known === END) {
      const key = keys.add(first, second, timestampMs);
      this.due.put(key, this.lane.neededUntil(timestampMs));
      return key;
    }
    if (timestampMs > keys.newestMs[known]) keys.newestMs[known] = timestampMs;
    else if (timestampMs < keys.oldestMs[known]) keys.oldestMs[known] = timestampMs;
    return known;
  }

  isGathered(key: number): boolean {
    return this.gathered.size > 0 && this.gathered.has(key);
  }

  gather(key: number, seen: SeenPayment, side: Side): void {
    this.lane.add(this.gathered.get(key) as Held, seen, side);
  }

  /** `payment`: its place. */
  list(key: number, payment: number, side: number): void {
    const { keys } = this;
    keys.list[key] = this.lists.push(keys.list[key], payment, side);
    if (++keys.count[key] >= this.many.listed) this.keepGathered(key, this.held(key));
  }

  /** Judges what ended until then. */
  advance(untilMs: number): void {
    this.due.takeUntil(untilMs, (key) => this.look(key, untilMs));
  }

  private look(key: number, untilMs: number): void {
    const { keys, lane } = this;
    const endMs = lane.neededUntil(keys.newestMs[key]);
    if (endMs <= untilMs) {
      lane.judge(this.held(key), () => this.textOf(key), keys.judgedToMs[key], untilMs);
      this.drop(key);
      return;
    }
    let patientMs = lane.neededUntil(keys.oldestMs[key]) + lane.patienceMs;
    if (patientMs <= untilMs) {
      this.judgeEnded(key, untilMs);
      patientMs = Math.max(untilMs, lane.neededUntil(keys.oldestMs[key])) + lane.patienceMs;
    }
    this.due.put(key, Math.min(endMs, patientMs));
  }

  private judgeEnded(key: number, untilMs: number): void {
    const { keys, lane } = this;
    const held = this.held(key);
    lane.judge(held, () => this.textOf(key), keys.judgedToMs[key], untilMs);
    const leftMs = lane.letGo(held, untilMs);
    keys.judgedToMs[key] = untilMs;
    keys.oldestMs[key] = leftMs;
    if (this.isGathered(key)) return;
    keys.list[key] = this.lists.trim(keys.list[key], leftMs);
    keys.count[key] = 0;
    for (let entry = keys.list[key]; entry !== END; entry = this.lists.next(entry)) keys.count[key]++;
    if (keys.count[key] >= this.many.left) this.keepGathered(key, held);
  }

  private held(key: number): Held {
    const { lane, lists } = this;
    const gathered = this.gathered.get(key);
    if (gathered !== undefined) return gathered;
    const held = lane.start();
    for (let entry = this.keys.list[key]; entry !== END; entry = lists.next(entry)) {
      lane.add(held, new SeenPayment(this.payments.payment(lists.paymentOf(entry))), lane.sides[lists.sideOf(entry)]);
    }
    return held;
  }

  private keepGathered(key: number, held: Held): void {
    this.gathered.set(key, held);
    this.keys.list[key] = this.lists.trim(this.keys.list[key], Number.POSITIVE_INFINITY);
  }

  private drop(key: number): void {
    this.gathered.delete(key);
    this.lists.trim(this.keys.list[key], Number.POSITIVE_INFINITY);
    this.keys.remove(key);
  }

  private textOf(key: number): string {
    const { first, second } = this.keys;
    const origin = this.accounts.nameOf(first[key]);
    const target = second[key] === END ? origin : this.accounts.nameOf(second[key]);
    return this.lane.sides[0].keyOf({ timestampMs: 0, origin, target, amountCents: 0 });
  }
}
