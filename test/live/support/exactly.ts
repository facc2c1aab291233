import type { Stack } from "../../../stack/createStack";
import { until } from "./job";
import { type Rule, reference } from "./reference";
import { settled } from "./settled";
import type { Topics } from "./topics";
import { compare, isExact, type Verdict } from "./verdict";

/** The rule and the job's flags that say the same. */
export const RULE: Rule = { gapMs: 60_000, thresholdCents: 1_000_000n };
export const JOB = ["--gap", "1m", "--parallelism", "2", "--checkpoint-interval", "2s"];

/** The alert in a CloudEvent. */
export const alertInEvent = (record: string) => JSON.stringify(JSON.parse(record).data);

const SETTLE_MS = 420_000;
/** Nothing new on the topic for so long: nothing more is coming. A busy machine takes a minute to restart a job. */
const SILENCE_MS = 150_000;

export interface Case {
  name: string;
  fraud: string;
  lines: string[];
  rule?: Rule;
  /** The alert in a record, where that has more. */
  alertIn?: (record: string) => string;
  /** Of records that are no text. */
  encoding?: BufferEncoding;
}

/** Waits until the newest alerts equal the reference, or nothing has come for a while, and gives the verdict. */
export function createJudge(topics: Topics, table: Record<string, unknown>[]) {
  return async ({
    name,
    fraud,
    lines,
    rule = RULE,
    alertIn = (record) => record,
    encoding,
  }: Case): Promise<Verdict> => {
    const expected = reference(lines, rule);
    const begun = Date.now();
    const judge = async () => compare(expected, (await topics.readAll(fraud, encoding)).map(alertIn));
    const verdict = await settled(topics, [fraud], judge, isExact, { settleMs: SETTLE_MS, silenceMs: SILENCE_MS });
    table.push({ case: name, ...verdict, seconds: Math.round((Date.now() - begun) / 1000) });
    return verdict;
  };
}

/** Resolves as soon as the job has written some alerts: it is in the middle of its work. */
export async function alertsFlow(topics: Topics, fraud: string, atLeast = 500n): Promise<void> {
  await until(
    async () => [...(await topics.ends(fraud)).values()].reduce((sum, end) => sum + end, 0n) >= atLeast,
    "the first alerts",
  );
}

/** Resolves once the job has completed a checkpoint after this call. */
export async function checkpointed({ settings }: Stack, id: string): Promise<void> {
  const completed = async () => {
    const answer = await fetch(`http://127.0.0.1:${settings.ports.flink}/jobs/${id}/checkpoints`);
    return ((await answer.json()) as { counts: { completed: number } }).counts.completed;
  };
  const before = await completed().catch(() => 0);
  await until(async () => (await completed()) > before, "a checkpoint");
}
