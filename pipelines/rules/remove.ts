import type { Command } from "./command";
import { needVersions } from "./needVersions";
import { planOf, planRemoval } from "./plan";
import { publishPlan } from "./publishPlan";
import { readLog } from "./rulesLog";

export const remove: Command = {
  words: ["ID"],
  describe: "publishes that there is no such rule, or no rates, from then on",
  async run(context) {
    const [id] = context.words;
    const log = readLog(await context.topic().read());
    const isThere = needVersions(log, id).at(-1)?.content !== undefined;
    return publishPlan(planOf(isThere ? planRemoval(log, id) : undefined), log, context);
  },
};
