import type { RuleRecord } from "../beam/flink/kafka/records";
import type { Rates } from "../payment/conversion";
import { RuleHistory } from "../rules/history/ruleHistory";
import type { RuleSet } from "../rules/ruleSet";
import type { View } from "../rules/view";

export interface KnownRules extends RuleSet {
  byFingerprint: ReadonlyMap<string, View>;
}

export function withFingerprints(ruleSet: RuleSet): KnownRules {
  return { ...ruleSet, byFingerprint: new Map(ruleSet.views.map((view) => [view.fingerprint, view])) };
}

/**
 * The rules that have come to this process with payments. Each source reads all of their topic from its start and hands it on
 * before the payments that it concerns: whatever other sources have brought is the same, or later and of no concern yet.
 */
export class LiveRules {
  private history: RuleHistory;
  private readonly taken = new Map<number, RuleRecord>();
  private last = -1;
  private compiled?: KnownRules;
  /** Goes up with each record that is new. */
  count = 0;

  constructor(
    private readonly topic: string,
    private readonly maxEvidence: number,
  ) {
    this.history = new RuleHistory(maxEvidence);
  }

  /** Takes a record; why it is put aside, if it is and comes for the first time. */
  add(record: RuleRecord): string | undefined {
    const known = this.taken.get(record.offset);
    if (known !== undefined && known.appendedMs === record.appendedMs && known.text === record.text) return undefined;
    // The topic was made anew.
    if (known !== undefined) this.forget();
    else if (record.offset < this.last) return undefined;
    this.taken.set(record.offset, record);
    this.last = record.offset;
    this.count++;
    this.compiled = undefined;
    return this.history.add(record.text, record.appendedMs);
  }

  /** All of them, each in force in its time. Throws where there is none: nothing can be judged then. */
  get known(): KnownRules {
    if (!this.history.hasRules) {
      throw new Error(
        `the topic ${this.topic} (--rules-topic) holds no rule, expected at least one: npm run rules -- publish FILE`,
      );
    }
    this.compiled ??= withFingerprints(this.history.ruleSet());
    return this.compiled;
  }

  /** What amounts are converted by; the same object until there are others. */
  get rates(): Rates | undefined {
    return this.history.rates;
  }

  private forget(): void {
    this.taken.clear();
    this.last = -1;
    this.history = new RuleHistory(this.maxEvidence);
  }
}

const ofProcess = new Map<string, LiveRules>();

/** Those of this process, which belongs to one job. */
export function liveRulesOf({ live: topic = "", maxEvidence }: { live?: string; maxEvidence: number }): LiveRules {
  const name = `${maxEvidence} ${topic}`;
  let rules = ofProcess.get(name);
  if (rules === undefined) {
    rules = new LiveRules(topic, maxEvidence);
    ofProcess.set(name, rules);
  }
  return rules;
}
