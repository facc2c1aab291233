import Long from "long";
import type { RuleRecord } from "../beam/flink/kafka/records";
import { beam, type Coder, KVCoder, register, StrUtf8Coder, withCoder } from "../beam/sdk";
import { SessionWindows } from "../beam/sessionWindows";
import { wholeWindows } from "../beam/wholeWindows";
import type { Transaction } from "../payment/transaction";
import { Gathered } from "../rules/gathered";
import { placesOf } from "../rules/place";
import { stateKey, type View } from "../rules/view";
import { warnsEarly } from "../rules/warnsEarly";
import { GatheredCoder, type Gatherings, RULE_KEY } from "./gatheredCoder";
import { type LiveRules, liveRulesOf } from "./liveRules";
import { type RulesText, rulesOf } from "./rulesText";
import { SummaryCoder } from "./summaryCoder";
import { Unjudged, type UnjudgedCounters } from "./unjudged";

interface GatherSettings extends UnjudgedCounters {
  rules: RulesText;
  /** Windows that are still open are judged, too. */
  early: boolean;
}

/**
 * Gathers what a bundle holds of each key of each view, before anything is shuffled: a payment is parsed once and
 * reaches all its views here. What leaves stands in the window that its payments span together.
 */
export function gatherByView(rules: RulesText, early: boolean, allowedLatenessMs: number, unjudged: UnjudgedCounters) {
  const coder = rules.live === undefined ? new SummaryCoder() : new GatheredCoder();
  return beam.withName("gatherByView", (transactions: beam.PCollection<Transaction | RuleRecord>) =>
    transactions
      .apply(beam.withName("inOwnWindow", inOwnWindow(allowedLatenessMs)))
      .apply(beam.parDo(new GatherByView(), { rules, early, ...unjudged }))
      .apply(withCoder<beam.KV<string, Gatherings>>(new KVCoder(new StrUtf8Coder(), coder as Coder<Gatherings>))),
  );
}

/** Says that windows overlap and merge: which ones there are, each view says itself. */
function inOwnWindow(allowedLatenessMs: number) {
  return beam.windowInto<Transaction | RuleRecord, beam.IntervalWindow>(
    new SessionWindows(1, 0),
    wholeWindows(allowedLatenessMs),
  );
}

export class GatherByView implements beam.DoFn<Transaction | RuleRecord, beam.KV<string, Gatherings>, GatherSettings> {
  beamName = "gather";
  private gathered!: Map<View, Map<string, Gathered>>;
  private views!: readonly View[];
  private unjudged!: Unjudged;
  /** Those that came in this bundle. */
  private rules: RuleRecord[] = [];
  private live?: LiveRules;
  /** Of the live rules that the views are of. */
  private count = 0;

  startBundle({ rules }: GatherSettings): void {
    this.unjudged = new Unjudged();
    this.rules = [];
    this.gathered = new Map();
    this.live = rules.live === undefined ? undefined : liveRulesOf(rules);
    this.count = 0;
    this.views = [];
    if (this.live === undefined) this.gatherFor(rulesOf(rules).views);
  }

  process(element: Transaction | RuleRecord): void {
    if (this.live === undefined) this.gather(element as Transaction);
    else if ("appendedMs" in element) {
      // Where something was shuffled before, this process may not have it from where it was read.
      this.live.add(element);
      this.rules.push(element);
    } else {
      if (this.count !== this.live.count) {
        this.gatherFor(this.live.known.views);
        this.count = this.live.count;
      }
      this.gather(element);
    }
  }

  /** What was gathered in this bundle stays: views end with their time, and never before. */
  private gatherFor(views: readonly View[]): void {
    const before = new Map([...this.gathered].map(([view, keys]) => [view.fingerprint, keys]));
    this.gathered = new Map(views.map((view) => [view, before.get(view.fingerprint) ?? new Map()]));
    this.views = views;
  }

  private gather(payment: Transaction): void {
    for (const place of placesOf(this.views, payment, this.unjudged.tell)) {
      const ofView = this.gathered.get(place.view) as Map<string, Gathered>;
      let ofKey = ofView.get(place.key);
      if (ofKey === undefined) {
        ofKey = new Gathered(place.view);
        ofView.set(place.key, ofKey);
      }
      ofKey.add(place);
    }
  }

  *finishBundle(settings: GatherSettings): Generator<beam.WindowedValue<beam.KV<string, Gatherings>>> {
    for (const value of this.rules) {
      yield { value: { key: RULE_KEY, value }, windows: [NO_WINDOW], timestamp: Long.ZERO, pane: WHEN_ENDED };
    }
    for (const [view, keys] of this.gathered) {
      const pane = settings.early && view.rules.some(warnsEarly) ? AT_ONCE : WHEN_ENDED;
      for (const [keyText, ofKey] of keys) {
        // Letting go of each keeps the memory of a long bundle from doubling on its way out.
        keys.delete(keyText);
        const key = stateKey(view, keyText);
        for (const value of ofKey.parts()) {
          const { startMs, endMs } = view.window.reachOf(value);
          const window = new beam.IntervalWindow(Long.fromNumber(startMs), Long.fromNumber(endMs));
          yield { value: { key, value }, windows: [window], timestamp: Long.fromNumber(value.firstMs), pane };
        }
      }
    }
    this.unjudged.count(settings);
  }
}

const NO_WINDOW = new beam.IntervalWindow(Long.ZERO, Long.ONE);
const WHEN_ENDED = { timing: beam.Timing.UNKNOWN, index: 0, onTimeIndex: 0, isFirst: true, isLast: true };
/** Asks the grouping to hand it on at once, too. */
const AT_ONCE = { timing: beam.Timing.EARLY, index: 0, onTimeIndex: 0, isFirst: true, isLast: false };

register("gatherByView", { GatherByView });
