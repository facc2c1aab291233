import Long from "long";
import { dropCopies } from "../beam/flink/dropCopies";
import type { RuleRecord } from "../beam/flink/kafka/records";
import { beam, KVCoder, register, StrUtf8Coder, withCoder } from "../beam/sdk";
import type { Transaction } from "../payment/transaction";
import { RULE_KEY } from "./gatheredCoder";
import { TransactionCoder } from "./transactionCoder";

type Element = Transaction | RuleRecord;
type KeyedElement = beam.KV<string, Element>;

interface Settings {
  withinMs: number;
  timestamp: { lookup(): { toNumber(): number } };
  uncheckedForDuplicates: beam.Counter;
}

/**
 * Has each payment count once that comes several times with the same id, time, accounts and amount. The time that all of
 * them have says for how long they are known, so that it does not matter which one comes first: a record whose own time is
 * `withinMs` or more after its payment's is let through, as are payments without an id.
 */
export function dropDuplicates(withinMs: number) {
  const settings = {
    withinMs,
    timestamp: beam.timestampParam(),
    uncheckedForDuplicates: beam.counter("uncheckedForDuplicates"),
  };
  return beam.withName("dropDuplicates", (elements: beam.PCollection<Element>) =>
    elements
      .apply(beam.parDo(new KeyById(), settings as unknown as Settings))
      .apply(beam.withName("atTimeOfPayment", beam.assignTimestamps(timeOfPayment)))
      .apply(withCoder<KeyedElement>(new KVCoder(new StrUtf8Coder(), new TransactionCoder())))
      .apply(dropCopies<Element>(withinMs))
      .flatMap(beam.withName("withoutKey", withoutKey)),
  );
}

export class KeyById implements beam.DoFn<Element, KeyedElement, Settings> {
  beamName = "keyById";
  private unchecked = 0;

  startBundle(): void {
    this.unchecked = 0;
  }

  process(value: Element, { withinMs, timestamp }: Settings): KeyedElement[] {
    if ("appendedMs" in value) return [{ key: RULE_KEY, value }];
    const { id, timestampMs } = value;
    if (id === undefined) return [{ key: "", value }];
    if (timestamp.lookup().toNumber() >= timestampMs + withinMs) {
      this.unchecked++;
      return [{ key: "", value }];
    }
    // Before it, as an id may begin like the key of a rule.
    return [{ key: `=${id}`, value }];
  }

  finishBundle({ uncheckedForDuplicates }: Settings): void {
    uncheckedForDuplicates.increment(this.unchecked);
  }
}

export function timeOfPayment({ value }: KeyedElement): Long {
  return Long.fromNumber("appendedMs" in value ? value.appendedMs : value.timestampMs);
}

export function withoutKey({ value }: KeyedElement): Element[] {
  return [value];
}

register("dropDuplicates", { KeyById, timeOfPayment, withoutKey });
