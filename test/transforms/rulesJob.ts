import protobuf from "protobufjs";
import type { RuleRecord } from "../../beam/flink/kafka/records";
import { beam } from "../../beam/sdk";
import type { Transaction } from "../../payment/transaction";
import type { Summary } from "../../rules/summary/summary";
import { decodeSummary } from "../../rules/summary/summaryCoder";
import type { Alert } from "../../transforms/alert";
import { GatherByView } from "../../transforms/gatherByView";
import { type Gatherings, RULE_KEY } from "../../transforms/gatheredCoder";
import { JudgeWindows } from "../../transforms/judgeWindows";
import { liveRulesOf } from "../../transforms/liveRules";
import type { RulesText } from "../../transforms/rulesText";
import { bytesOf } from "../rules/inParts";

interface Part {
  /** Start of the slice, or the interval of the window. */
  startMs: number;
  endMs: number;
  bytes: Uint8Array;
}

interface Session {
  startMs: number;
  endMs: number;
  parts: Part[];
  status: "new" | "given out" | "changed";
}

interface KeyState {
  /** Of windows that merge. */
  sessions: Session[];
  /** Of sliding windows. */
  slices: Part[];
  /** Ends of the sliding windows that the watermark has passed. */
  passedMs: number;
}

/** What Flink keeps from one checkpoint to the next, by key in state. */
export type RulesJobState = Map<string, KeyState>;

/**
 * What a job says of payments that arrive in bundles while its watermark goes on: our own functions, and between them what
 * the runtime jar does with windows of many kinds, as plainly as can be.
 */
export class RulesJob {
  readonly alerts: Alert[] = [];
  watermarkMs = Number.NEGATIVE_INFINITY;
  private readonly judgement: JudgeWindows;
  /** Sessions, by key and start, of which all was handed on. */
  private known = new Set<Session>();

  constructor(
    private readonly rules: RulesText,
    private readonly allowedLatenessMs: number,
    private readonly early: boolean,
    private state: RulesJobState = new Map(),
    maxBytes?: number,
  ) {
    this.judgement = new JudgeWindows(maxBytes);
  }

  checkpoint(): RulesJobState {
    return structuredClone(this.state);
  }

  /** Payments, and rules of a topic in front of those that they concern. */
  bundle(elements: (Transaction | RuleRecord)[]): void {
    const gather = new GatherByView();
    const settings = { rules: this.rules, early: this.early } as never;
    gather.startBundle(settings);
    for (const element of elements) {
      if ("appendedMs" in element) liveRulesOf(this.rules).add(element);
      gather.process(element);
    }
    for (const { value, windows, pane } of gather.finishBundle(settings)) {
      if (value.key === RULE_KEY) {
        this.giveToJudge(value.key, [value.value], { startMs: 0, endMs: 1 }, beam.Timing.ON_TIME, true);
        continue;
      }
      const [{ start, end }] = windows as beam.IntervalWindow[];
      const part = { startMs: start.toNumber(), endMs: end.toNumber(), bytes: bytesOf(value.value as Summary) };
      const state = this.state.get(value.key) ?? { sessions: [], slices: [], passedMs: this.watermarkMs };
      this.state.set(value.key, state);
      if (value.key.startsWith("|")) this.arrive(value.key, state, part, pane.timing === beam.Timing.EARLY);
      else this.arriveInSlice(value.key, state, part);
    }
  }

  advance(watermarkMs: number): void {
    this.watermarkMs = Math.max(this.watermarkMs, watermarkMs);
    for (const [key, state] of this.state) {
      for (const session of state.sessions) {
        if (session.status === "given out" || !this.hasEnded(session.endMs)) continue;
        this.giveOut(key, session, session.status === "new" ? "ON_TIME" : "LATE");
      }
      for (const endMs of this.windowEnds(key, state)) {
        if (endMs - 1 > state.passedMs && this.hasEnded(endMs)) this.giveOutSliding(key, state, endMs, "ON_TIME");
      }
      state.passedMs = this.watermarkMs;
    }
  }

  private arrive(key: string, state: KeyState, part: Part, atOnce: boolean): void {
    const joined = state.sessions.filter(({ startMs, endMs }) => part.startMs < endMs && startMs < part.endMs);
    const session: Session = { ...part, parts: [...joined.flatMap(({ parts }) => parts), part], status: "new" };
    for (const { startMs, endMs } of joined) {
      session.startMs = Math.min(session.startMs, startMs);
      session.endMs = Math.max(session.endMs, endMs);
    }
    if (joined.some(({ status }) => status !== "new")) session.status = "changed";
    state.sessions = [...state.sessions.filter((other) => !joined.includes(other)), session];
    const isKnown = joined.length === 1 && this.known.has(joined[0]);
    if (this.hasEnded(session.endMs)) this.giveOut(key, session, "LATE");
    else if (atOnce && session.status === "new") {
      this.judge(key, isKnown ? [part] : session.parts, session, beam.Timing.EARLY, !isKnown);
      this.known.add(session);
    }
  }

  private giveOut(key: string, session: Session, timing: "ON_TIME" | "LATE"): void {
    session.status = "given out";
    this.judge(key, session.parts, session, beam.Timing[timing], true);
  }

  private arriveInSlice(key: string, state: KeyState, part: Part): void {
    state.slices.push(part);
    const { sizeMs, everyMs } = shapeOf(key);
    for (const endMs of this.windowEnds(key, state)) {
      const startMs = endMs - sizeMs;
      const touches = holds(part, startMs, endMs, key) || holds(part, startMs - everyMs, endMs - everyMs, key);
      if (!touches || endMs - 1 > state.passedMs || endMs - 1 + this.allowedLatenessMs <= this.watermarkMs) continue;
      this.giveOutSliding(key, state, endMs, "LATE");
    }
  }

  private giveOutSliding(key: string, { slices }: KeyState, endMs: number, timing: "ON_TIME" | "LATE"): void {
    const { sizeMs, everyMs, all } = shapeOf(key);
    const own = slices.filter((part) => holds(part, endMs - sizeMs, endMs, key));
    const before = slices.filter((part) => holds(part, endMs - sizeMs - everyMs, endMs - everyMs, key));
    if (own.length === 0) return;
    const isSame = own.length === before.length && own.every((part) => before.includes(part));
    if (isSame && !all && timing === "ON_TIME") return;
    const parts = slices.filter((part) => own.includes(part) || before.includes(part));
    this.judge(key, parts, { startMs: endMs - sizeMs, endMs }, beam.Timing[timing], true);
  }

  /** Ends of all windows that have a slice. */
  private windowEnds(key: string, { slices }: KeyState): number[] {
    if (key.startsWith("|")) return [];
    const { sizeMs, everyMs } = shapeOf(key);
    const ends = new Set<number>();
    for (const { startMs } of slices) {
      for (let start = Math.floor(startMs / everyMs) * everyMs; start > startMs - sizeMs; start -= everyMs)
        ends.add(start + sizeMs);
    }
    return [...ends].sort((a, b) => a - b);
  }

  private judge(
    key: string,
    parts: Part[],
    { startMs, endMs }: { startMs: number; endMs: number },
    timing: beam.Timing,
    isFirst: boolean,
  ) {
    const values = parts.map(({ bytes }) => decodeSummary(protobuf.Reader.create(bytes)));
    this.giveToJudge(key, values, { startMs, endMs }, timing, isFirst);
  }

  private giveToJudge(
    key: string,
    value: Gatherings[],
    { startMs, endMs }: { startMs: number; endMs: number },
    timing: beam.Timing,
    isFirst: boolean,
  ) {
    const window = { start: { toNumber: () => startMs }, end: { toNumber: () => endMs } };
    const counter = { increment() {} };
    const counters = {
      windowsSummed: counter,
      alertsEarly: counter,
      alertsOnTime: counter,
      alertsLate: counter,
      alertsWithdrawn: counter,
    };
    const settings = {
      rules: this.rules,
      restarts: true,
      maxFutureSkewMs: 0,
      ...counters,
      window: { lookup: () => window },
      pane: { lookup: () => ({ timing, isFirst }) },
    } as never;
    this.judgement.startBundle(settings);
    this.alerts.push(...this.judgement.process({ key, value }, settings));
  }

  private hasEnded(endMs: number): boolean {
    return endMs - 1 <= this.watermarkMs;
  }
}

function shapeOf(key: string): { sizeMs: number; everyMs: number; sliceMs: number; all: boolean } {
  const [size, every, all] = key.slice(0, key.indexOf("|")).split("/");
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return {
    sizeMs: Number(size),
    everyMs: Number(every),
    sliceMs: divisor(Number(size), Number(every)),
    all: all === "all",
  };
}

/** Whether the window [startMs, endMs) has the slice of a part. */
function holds(part: Part, startMs: number, endMs: number, key: string): boolean {
  return part.startMs >= startMs && part.startMs + shapeOf(key).sliceMs <= endMs;
}
