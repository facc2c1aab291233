import { Counter, Gauge, type Registry } from "prom-client";
import { outcomesOf } from "../../reviews/outcomes";
import type { ReviewsTopic } from "./reviewsTopic";

/** Rules that are named; whoever writes to the topic must not be able to make any number of series. */
const MAX_RULES = 100;

/** Numbers of the topic of decisions, asked at each scrape. */
export function tellReviews(registry: Registry, topic: Pick<ReviewsTopic, "log" | "counted">): void {
  new Counter({
    name: "viewer_decisions_total",
    help: "Records of the topic of decisions, by what became of them",
    labelNames: ["outcome"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(topic.counted)) this.inc({ outcome }, count);
    },
  });
  new Gauge({
    name: "viewer_alerts_decided",
    help: "Alerts that are confirmed or dismissed now, by rule and outcome",
    labelNames: ["rule", "outcome"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [i, [id, versions]] of [...outcomesOf(topic.log())].entries()) {
        const rule = i < MAX_RULES ? id || "(options)" : "(others)";
        for (const { confirmed, dismissed } of versions.values()) {
          this.inc({ rule, outcome: "confirmed" }, confirmed);
          this.inc({ rule, outcome: "dismissed" }, dismissed);
        }
      }
    },
  });
}
