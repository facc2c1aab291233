import type { Run } from "../measure/run";

/** What became of a contender's runs. */
export interface Outcome {
  runs?: Run[];
  /** Why runs did not come to an end. */
  failures: string[];
}

/** Whether all came to an end, with exactly the output of the reference. */
export function isAllExact(outcomes: Outcome[]): boolean {
  return outcomes.every(({ runs = [], failures }) => failures.length === 0 && runs.every(({ exact }) => exact));
}

/** Why a run did not come to an end, in one line: of a program that failed, the errors that it printed. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const printed = message.split("\n").filter((line) => line.startsWith("error: "));
  return printed.length > 0 ? printed.join("; ") : message;
}
