import { Gauge, type Registry } from "prom-client";
import { ruleAt } from "./inForce";
import type { RulesLog } from "./rulesLog";

/** Numbers of the topic of rules, asked at each scrape. */
export function tellRules(registry: Registry, log: RulesLog, now: () => number = Date.now): void {
  new Gauge({
    name: "viewer_rules_in_force",
    help: "Rules of the topic of rules that are in force now, by mode",
    labelNames: ["mode"],
    registers: [registry],
    collect() {
      const counts = { live: 0, shadow: 0 };
      for (const versions of log.versions().values()) {
        const rule = ruleAt(versions, now());
        if (rule !== undefined) counts[rule.mode]++;
      }
      for (const [mode, count] of Object.entries(counts)) this.set({ mode }, count);
    },
  });
  new Gauge({
    name: "viewer_rules_put_aside",
    help: "Records on the topic of rules that are no version, or cannot follow those before them",
    registers: [registry],
    collect() {
      this.set(log.putAside().count);
    },
  });
}
