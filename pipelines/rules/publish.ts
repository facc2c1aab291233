import type { Command } from "./command";
import { planOfFile } from "./plan";
import { publishPlan } from "./publishPlan";
import { readRulesFile } from "./rulesFile";
import { readLog } from "./rulesLog";

export const publish: Command = {
  words: ["FILE"],
  describe: "publishes versions of what is new or changed in a file",
  async run(context) {
    const file = readRulesFile(context.words[0]);
    const log = readLog(await context.topic().read());
    return publishPlan(planOfFile(file, log, context.removeMissing), log, context);
  },
};
