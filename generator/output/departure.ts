import type { Logger } from "pino";
import { formatDuration } from "../../config/values";
import { type Clock, createClockWatch } from "./clock";
import { createFutureWarning } from "./futureWarning";
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
  /** Payments are of now from the first on. Others are while their times are near the clock's. */
  isOfNow: boolean;
  /** How far ahead of the wall clock a payment's time may be; lines wait where it would be more. */
  mostAheadMs: number;
  /** Called before each wait. */
  onWait: () => void;
  stop: AbortSignal;
  log: Logger;
}

/** Payments no further behind the clock are of now. */
const NEAR_MS = 60_000;
/** A long wait looks at the wall clock this often, as it may be set meanwhile. */
const LONGEST_SLEEP_MS = 10_000;

/**
 * Ties lines to `pace` and keeps their times where Kafka takes them. Each jump of the wall clock is told; where payments
 * are of now, the times of those that follow go with it.
 */
export function createDeparture(settings: DepartureSettings): Departure {
  const { clock, pace, mostAheadMs, onWait, stop, log } = settings;
  const warnOfFuture = createFutureWarning(log, mostAheadMs);
  let isOfNow = settings.isOfNow;
  let shiftMs = 0;
  const lookAtClock = createClockWatch(clock, (ms) => {
    if (isOfNow) shiftMs += ms;
    log.warn(jumpText(ms, isOfNow));
  });
  const waitMs = (line: OutgoingLine) => {
    lookAtClock();
    const aheadMs = line.timestampMs + shiftMs - clock.now();
    isOfNow = settings.isOfNow || aheadMs > -NEAR_MS;
    warnOfFuture(aheadMs);
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

function jumpText(ms: number, isOfNow: boolean): string {
  const times = isOfNow ? "payments' times go with it" : "payments' times go on from --start";
  const length = formatDuration(Math.abs(Math.round(ms / 1000)) * 1000);
  return `the clock was set ${ms < 0 ? "back" : "forward"} by ${length}: ${times}, and their rate stays as it is`;
}
