import { DirectRunner } from "../../beam/direct/directRunner";
import { detectFraud } from "../../pipelines/detectFraud";
import { byStart, type Found } from "../../pipelines/embedded/found";
import type { Line } from "../../pipelines/embedded/readLines";
import type { RuleSetSettings } from "../../pipelines/judgeByRules";
import type { DetectionSettings } from "../../pipelines/oneRule";
import type { Alert } from "../../transforms/alert";
import type { DeadLetter } from "../../transforms/recordParser";
import { fromLines, toFunction } from "./localIO";

/**
 * Runs the pipeline over lines in this process, on Beam's DirectRunner. `onDeadLetter` gets each dead letter in the
 * order of the lines; what it throws ends the run.
 */
export async function detectInLines(
  lines: Iterable<Line>,
  settings: DetectionSettings | RuleSetSettings,
  onDeadLetter: (deadLetter: DeadLetter) => void = () => {},
): Promise<Found> {
  const alerts: Alert[] = [];
  const reasons = new Map<string, number>();
  const result = await quietly(() =>
    new DirectRunner().run((root) => {
      const detection = detectFraud(root.apply(fromLines(lines)), settings);
      detection.alerts.apply(toFunction("collectAlerts", (alert) => alerts.push(alert)));
      detection.deadLetters.apply(
        toFunction("collectDeadLetters", (deadLetter) => {
          reasons.set(deadLetter.reason, (reasons.get(deadLetter.reason) ?? 0) + 1);
          onDeadLetter(deadLetter);
        }),
      );
    }),
  );
  const counters = (await result.counters()) as Record<string, number>;
  return {
    alerts: alerts.sort(byStart),
    linesRead: (counters.parsed ?? 0) + [...reasons.values()].reduce((sum, count) => sum + count, 0),
    deadLetters: new Map([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
    windows: counters.windowsSummed ?? 0,
  };
}

/** The SDK tells on the console of each bundle it processes. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { debug } = console;
  console.debug = () => {};
  try {
    return await run();
  } finally {
    console.debug = debug;
  }
}
