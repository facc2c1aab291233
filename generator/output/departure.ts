import type { Logger } from "pino";
import { formatDuration } from "../../config/values";
import { type Clock, createClockWatch } from "./clock";
import { createFutureWarning, DETECTOR_SKEW_MS } from "./futureWarning";
import { movedBy, type OutgoingLine } from "./outgoing";
import type { Pace } from "./pace";

/** Lets lines go when they are due. */
export interface Departure {
  /** Resolves once the line is due or the run is stopped; undefined where it is due already. */
  untilDue(line: OutgoingLine): Promise<void> | undefined;
  /** The line with the time it has now that it leaves. */
  stamped(line: OutgoingLine): OutgoingLine;
}

export interface DepartureSettings {
  clock: Clock;
  pace: Pace;
  /** Payments are of now: where the wall clock is set, the times of those that follow go with it. */
  followsClock: boolean;
  /** How far ahead of the wall clock a payment's time may be; lines wait where it would be more. */
  mostAheadMs: number;
  /** Called before each wait. */
  onWait: () => void;
  stop: AbortSignal;
  log: Logger;
}

/** A long wait looks at the wall clock this often, as it may be set meanwhile. */
const LONGEST_SLEEP_MS = 10_000;

/** Ties lines to `pace` and keeps their times where Kafka takes them. Tells once of each jump of the wall clock. */
export function createDeparture(settings: DepartureSettings): Departure {
  const { clock, pace, followsClock, mostAheadMs, onWait, stop, log } = settings;
  const warnOfFuture = createFutureWarning(log, mostAheadMs);
  const setBy = createClockWatch(clock, (ms) => log.warn(jumpText(ms, followsClock)));
  let shiftMs = 0;
  const waitMs = (line: OutgoingLine) => {
    const wallSetMs = setBy();
    if (followsClock) shiftMs = wallSetMs;
    const aheadMs = line.timestampMs + shiftMs - clock.now();
    if (aheadMs > DETECTOR_SKEW_MS) warnOfFuture(aheadMs);
    return Math.max(pace.waitMs(line.dueMs), aheadMs - mostAheadMs);
  };
  const wait = async (line: OutgoingLine, firstMs: number) => {
    for (let ms = firstMs; ms >= 1 && !stop.aborted; ms = waitMs(line)) {
      onWait();
      await clock.sleep(Math.min(ms, LONGEST_SLEEP_MS), stop);
    }
  };
  return {
    untilDue(line) {
      const ms = waitMs(line);
      return ms < 1 ? undefined : wait(line, ms);
    },
    stamped: (line) => (shiftMs === 0 ? line : movedBy(line, shiftMs)),
  };
}

function jumpText(ms: number, followsClock: boolean): string {
  const times = followsClock ? "payments' times go with it" : "payments' times go on from --start";
  const length = formatDuration(Math.abs(Math.round(ms / 1000)) * 1000);
  return `the clock was set ${ms < 0 ? "back" : "forward"} by ${length}: ${times}, and their rate stays as it is`;
}
