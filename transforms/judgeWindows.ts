import type { RuleRecord } from "../beam/flink/kafka/records";
import { beam, register } from "../beam/sdk";
import { findingOf } from "../rules/finding";
import { inForceAt } from "../rules/inForce";
import { judge, raises } from "../rules/judge";
import type { Rule } from "../rules/rule";
import { copyOf, type Interval, mergeInto, type Summary } from "../rules/summary/summary";
import { splitStateKey, type View } from "../rules/view";
import { warnsEarly } from "../rules/warnsEarly";
import type { Alert } from "./alert";
import { findingAlert } from "./findingAlert";
import { type Gatherings, RULE_KEY } from "./gatheredCoder";
import { type LiveRules, liveRulesOf } from "./liveRules";
import { type OpenWindow, OpenWindows } from "./openWindows";
import { type RulesText, rulesOf } from "./rulesText";
import { Unjudged, type UnjudgedCounters } from "./unjudged";

interface JudgeSettings extends UnjudgedCounters {
  rules: RulesText;
  /** Alerts of the same windows may have been told by an instance before this one. */
  restarts: boolean;
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** Of amounts, where payments say their currencies. */
  currency?: string;
  /** Payments say their currencies, and what amounts are in comes with the rules. */
  convertsLive?: boolean;
  window: { lookup(): beam.Window };
  pane: { lookup(): beam.PaneInfo };
  windowsSummed: beam.Counter;
  alertsEarly: beam.Counter;
  alertsOnTime: beam.Counter;
  alertsLate: beam.Counter;
  alertsWithdrawn: beam.Counter;
}

type Group = beam.KV<string, Iterable<Gatherings>>;

/** Judges each window of each key by the rules of its view. */
export function judgeWindows(
  {
    rules,
    restarts,
    maxFutureSkewMs,
    currency,
    convertsLive,
  }: Pick<JudgeSettings, "rules" | "restarts" | "maxFutureSkewMs" | "currency" | "convertsLive">,
  unjudged: UnjudgedCounters,
) {
  const settings: JudgeSettings = {
    rules,
    restarts,
    maxFutureSkewMs,
    ...(currency === undefined ? {} : { currency }),
    ...(convertsLive ? { convertsLive } : {}),
    window: beam.windowParam(),
    pane: beam.paneInfoParam(),
    windowsSummed: beam.counter("windowsSummed"),
    alertsEarly: beam.counter("alertsEarly"),
    alertsOnTime: beam.counter("alertsOnTime"),
    alertsLate: beam.counter("alertsLate"),
    alertsWithdrawn: beam.counter("alertsWithdrawn"),
    ...unjudged,
  };
  return beam.withName("judgeWindows", (groups: beam.PCollection<Group>) =>
    groups.apply(beam.parDo(new JudgeWindows(), settings)),
  );
}

/** What the open windows of one instance may take up. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Windows that are open are kept in the worker's memory, only to warn early: what has ended comes whole. A runner makes an
 * instance for each attempt of each parallel part of the job, so no payment that is read again is counted twice.
 */
export class JudgeWindows implements beam.DoFn<Group, Alert, JudgeSettings> {
  beamName = "judge";
  private open?: OpenWindows;
  private unjudged?: Unjudged;
  private views: ReadonlyMap<string, View> = new Map();
  private live?: LiveRules;
  private windows = 0;
  /** No instance before this one can have known of a payment that is later. */
  private sinceMs = 0;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  startBundle({ rules, maxFutureSkewMs }: JudgeSettings): void {
    if (rules.live === undefined) this.views = rulesOf(rules).byFingerprint;
    else this.live = liveRulesOf(rules);
    if (this.open === undefined) this.sinceMs = Date.now() + maxFutureSkewMs;
    this.open ??= new OpenWindows(this.maxBytes);
    this.unjudged ??= new Unjudged();
  }

  process({ key: stateKey, value }: Group, settings: JudgeSettings): Alert[] {
    if (this.live !== undefined && stateKey === RULE_KEY) {
      for (const rule of value) this.live.add(rule as RuleRecord);
      return [];
    }
    const parts = value as Iterable<Summary>;
    const { fingerprint, key } = splitStateKey(stateKey);
    const view = (this.live?.known.byFingerprint ?? this.views).get(fingerprint);
    // What no rule asks for any more ends without being judged.
    if (view === undefined) return [];
    const { timing, isFirst } = settings.pane.lookup();
    if (timing === beam.Timing.EARLY) {
      const sum = merged(parts);
      const open = isFirst ? this.open?.replace(stateKey, sum) : this.open?.add(stateKey, sum);
      return open === undefined ? [] : warnings(view, key, open, settings, this.currencyOf(settings));
    }
    const { start, end } = settings.window.lookup() as beam.IntervalWindow;
    const interval = { startMs: start.toNumber(), endMs: end.toNumber() };
    const told = this.open?.end(stateKey, interval);
    const isLate = timing === beam.Timing.LATE;
    const isUnsure = settings.restarts && (interval.startMs <= this.sinceMs || this.open?.hasForgotten === true);
    const judgedBefore = (rule: Rule) => isLate || (warnsEarly(rule) && (isUnsure || told?.has(toldAs(rule)) === true));
    return this.judged(view, key, [...parts], interval, isLate, judgedBefore, settings);
  }

  private judged(
    view: View,
    key: string,
    parts: Summary[],
    span: Interval,
    isLate: boolean,
    judgedBefore: (rule: Rule) => boolean,
    settings: JudgeSettings,
  ): Alert[] {
    // Nothing is merged into the only part of a window: it can stay the runner's.
    const own = view.window.merging && parts.length === 1 ? parts : parts.map(copyOf);
    const windows = view.window.assemble(own, view, span);
    this.windows += windows.length;
    const found = windows.flatMap((one) => judge(view, key, one, this.unjudged?.tell ?? (() => {}), judgedBefore));
    return found.map((finding) => {
      const counter = isLate ? settings.alertsLate : settings.alertsOnTime;
      (finding.withdrawn ? settings.alertsWithdrawn : counter).increment();
      return findingAlert(finding, isLate ? "LATE" : "ON_TIME", this.currencyOf(settings));
    });
  }

  private currencyOf({ currency, convertsLive }: JudgeSettings): string | undefined {
    return convertsLive ? this.live?.rates?.base : currency;
  }

  finishBundle(settings: JudgeSettings): void {
    settings.windowsSummed.increment(this.windows);
    this.windows = 0;
    this.unjudged?.count(settings);
  }
}

/** Alerts of a rule that is tried out are others than those of the same rule when it counts. */
function toldAs({ id, mode }: Rule): string {
  return `${id} ${mode}`;
}

/** What the rules find in a window that may get more payments, each once. */
function warnings(
  view: View,
  key: string,
  { summary, told }: OpenWindow,
  settings: JudgeSettings,
  currency?: string,
): Alert[] {
  const assembled = { window: summary };
  const raised = inForceAt(view.rules, summary.lastMs).filter(
    (rule) => !told.has(toldAs(rule)) && warnsEarly(rule) && raises(rule, assembled, () => {}),
  );
  return raised.map((rule) => {
    told.add(toldAs(rule));
    settings.alertsEarly.increment();
    return findingAlert(findingOf(rule, key, assembled, view.keeping.maxEvidence), "EARLY", currency);
  });
}

/** Elements of a collection belong to the runner: what comes out is a copy. */
function merged(parts: Iterable<Summary>): Summary {
  const [first, ...others] = parts;
  const sum = copyOf(first);
  for (const other of others) mergeInto(sum, other);
  return sum;
}

register("judgeWindows", { JudgeWindows });
