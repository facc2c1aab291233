import type { Command } from "./command";
import { planOfFile } from "./plan";
import { plannedText } from "./publishPlan";
import { readRulesFile } from "./rulesFile";
import { readLog } from "./rulesLog";

export const diff: Command = {
  words: ["FILE"],
  describe: "what publish would change; writes nothing",
  async run(context) {
    const file = readRulesFile(context.words[0]);
    const log = readLog(await context.topic().read());
    return plannedText(planOfFile(file, log, context.removeMissing), log, context);
  },
};
