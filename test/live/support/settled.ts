import { until } from "./job";
import type { Topics } from "./topics";

/**
 * The verdict on topics, once it is right or nothing new has come for `silenceMs`. Judges only what has come since the
 * last time, and only when the topics rest: a whole output is read each time.
 */
export async function settled<V>(
  topics: Topics,
  names: readonly string[],
  judge: () => Promise<V>,
  isRight: (verdict: V) => boolean,
  { settleMs, silenceMs }: { settleMs: number; silenceMs: number },
): Promise<V> {
  let lastChange = Date.now();
  let seen = "";
  let verdict: V | undefined;
  await until(
    async () => {
      const ends = JSON.stringify(await Promise.all(names.map(async (name) => String([...(await topics.ends(name))]))));
      if (ends !== seen) {
        seen = ends;
        lastChange = Date.now();
        verdict = undefined;
        return false;
      }
      // To judge takes its time, in which more may come: the topics are looked at again before they count as silent.
      if (verdict !== undefined) return Date.now() - lastChange > silenceMs;
      verdict = await judge();
      return isRight(verdict);
    },
    `${names.join(", ")} to settle`,
    settleMs,
  );
  return verdict as V;
}
