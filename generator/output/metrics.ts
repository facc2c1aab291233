import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** What the generator tells Prometheus. */
export type GeneratorMetrics = ReturnType<typeof createMetrics>;

/** The metrics in a registry of their own. Lines are counted elsewhere and read when somebody asks: they are many. */
export function createMetrics(lines: { taken: () => number; delivered: () => number }) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  let behind = () => 0;
  const behindMs = () => behind();
  countOf("generator_made_total", "Lines made", lines.taken, registry);
  countOf("generator_delivered_total", "Lines that Kafka or the file has", lines.delivered, registry);
  new Gauge({
    name: "generator_behind_seconds",
    help: "How far the latest line is behind the wanted rate",
    registers,
    collect() {
      this.set(Math.max(0, behindMs()) / 1000);
    },
  });
  return {
    registry,
    behindMs,
    /** From now on, how far behind is asked of `source`. */
    setBehind(source: () => number) {
      behind = source;
    },
    schemes: new Counter({
      name: "generator_schemes_total",
      help: "Schemes planted, by kind",
      labelNames: ["kind"],
      registers,
    }),
  };
}

function countOf(name: string, help: string, count: () => number, registry: Registry): void {
  let told = 0;
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.inc(count() - told);
      told = count();
    },
  });
}
