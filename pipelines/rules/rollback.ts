import { UserError } from "../../config/runProgram";
import type { Command } from "./command";
import { needVersions } from "./needVersions";
import { planOf, planVersion } from "./plan";
import { publishPlan } from "./publishPlan";
import { readLog } from "./rulesLog";

export const rollback: Command = {
  words: ["ID", "VERSION"],
  describe: "publishes what an earlier version said as a new one",
  async run(context) {
    const [id, number] = context.words;
    const log = readLog(await context.topic().read());
    const saying = needVersions(log, id).filter(({ content }) => content !== undefined);
    const content = saying.find(({ version }) => String(version.version) === number)?.content;
    if (content === undefined) {
      const known = saying.map(({ version }) => version.version).join(", ");
      throw new UserError(`VERSION: found ${JSON.stringify(number)}, expected one of those that ${id} has: ${known}`);
    }
    return publishPlan(planOf(planVersion(log, id, content)), log, context);
  },
};
