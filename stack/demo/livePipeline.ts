import { UserError } from "../../config/runProgram";
import { httpGet } from "../../service/probes/httpJson";
import type { Report } from "../downloads/runVisibly";
import type { StackSettings } from "../settings";
import { writeDemoRules } from "./demoRules";
import type { DemoSettings } from "./options";
import { generatorProgram, submitProgram, viewerProgram } from "./programs";
import { paymentsSent, progressLine } from "./progress";
import { type RunningProgram, startProgram } from "./runningProgram";
import { watchProgram } from "./watch";

/** What runs on the stack: viewer, job and generator, in the order in which they are started. */
export function createLivePipeline(stack: StackSettings, settings: DemoSettings, report: Report) {
  const page = `http://${stack.host}:${settings.port}`;
  const running: RunningProgram[] = [];
  let stopped = false;
  const start = (...args: Parameters<typeof startProgram>) => {
    if (stopped) throw new UserError("stopped while starting");
    const program = startProgram(...args);
    running.push(program);
    return program;
  };

  return {
    page,

    /** Resolves with the id of the job once payments flow, and with what rejects when a program ends. */
    async start(): Promise<{ jobId: string; ended: Promise<never> }> {
      const viewer = start(viewerProgram(stack, settings));
      const submit = start(submitProgram(stack, writeDemoRules(stack.stateDir, settings.gap)));
      const viewerEnded = watchProgram(viewer);
      const code = await Promise.race([submit.ended, viewerEnded]);
      if (code !== 0) throw new UserError(["the job cannot be started:", ...submit.lastLines()].join("\n"));
      await Promise.race([httpGet(`${page}/readyz`, 30_000).catch(() => {}), viewerEnded]);
      const generator = start(generatorProgram(stack, settings), (line) => {
        const sent = paymentsSent(line);
        if (sent === undefined) return;
        // A page that is slow to answer costs one line of progress.
        progressLine(page, sent).then(report, () => {});
      });
      const ended = Promise.race([viewerEnded, watchProgram(generator)]);
      return { jobId: submit.printed().split("\n")[0], ended };
    },

    /** The generator first, so that the viewer sees what it sent. */
    async stop(): Promise<void> {
      stopped = true;
      for (const program of running.reverse()) await program.stop();
    },
  };
}
