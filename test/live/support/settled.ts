import { until } from "./job";
import type { Topics } from "./topics";

/**
 * The verdict on a topic, once it is right or nothing new has come for `silenceMs`. Judges only what has come since the
 * last time, and only when the topic rests: a whole output is read each time.
 */
export async function settled<V>(
  topics: Topics,
  topic: string,
  judge: () => Promise<V>,
  isRight: (verdict: V) => boolean,
  { settleMs, silenceMs }: { settleMs: number; silenceMs: number },
): Promise<V> {
  let lastChange = Date.now();
  let seen = "";
  let verdict: V | undefined;
  await until(
    async () => {
      const ends = String([...(await topics.ends(topic))]);
      if (ends !== seen) {
        seen = ends;
        lastChange = Date.now();
        verdict = undefined;
        return false;
      }
      verdict ??= await judge();
      return isRight(verdict) || Date.now() - lastChange > silenceMs;
    },
    settleMs,
    `${topic} to settle`,
  );
  return verdict as V;
}
