import { reference } from "../../live/support/reference";
import { compare, isExact, type Verdict } from "../../live/support/verdict";
import { eventually, PATIENCE } from "./box";
import type { Broker } from "./broker";

/** One rule, and traffic that never pauses: what is lost or judged twice shows in the alerts. */
export const RULE = { gapMs: 5_000, thresholdCents: 1_000_000n };
export const STEADY_TRAFFIC = [
  ...["--set", "pipeline.options.gap=5s,pipeline.options.allowedLateness=30m,pipeline.options.checkpointInterval=2s"],
  ...["--set", "generator.options.rate=20/s,generator.options.gap=5s,generator.options.amounts=log-normal"],
  ...["--set", "generator.options.schemes=30%,generator.options.kinds=structuring"],
];

/** Ends the traffic of the release flink-demo. */
export function endTraffic(kubectl: (...args: string[]) => string): void {
  kubectl("scale", "deployment/flink-demo-generator", "--replicas=0");
  kubectl("wait", "--for=delete", "pod", "-l", "app.kubernetes.io/component=generator", `--timeout=${PATIENCE}s`);
}

/** How all alerts differ from what all payments must raise, once they are no longer different or three minutes have passed. */
export async function judgeWhole(broker: Broker): Promise<Verdict> {
  const expected = reference(broker.recordsOf("transactions"), RULE);
  let alerts: string[] = [];
  const judge = () => {
    alerts = broker.recordsOf("fraud");
    return compare(expected, alerts);
  };
  return await eventually(judge, isExact).catch(() => compare(expected, alerts));
}
