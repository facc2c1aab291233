import type { Options } from "../config/options";
import { duration, integer, path, text, toggle } from "../config/values";

/** What `npm run bench` can be told. Lists are checked against what there is in `plan.ts`. */
export const benchOptions = {
  quick: {
    schema: toggle(),
    default: "false",
    describe: "a look in under three minutes: native and ours, 200,000 payments in short sessions once, 1,000 a second",
  },
  only: {
    schema: text(),
    optional: true,
    value: "NAME[,NAME…]",
    describe:
      "contenders (default native,ours,python,plain; native,ours with --quick and --growth; also: ours-beam-io, ours-payment-time, ours-json, ours-json-ids, ours-once, ours-avro)",
  },
  workloads: {
    schema: text(),
    optional: true,
    value: "NAME[,NAME…]",
    describe: "short, long, skew and views, or none (default all but views; short with --quick)",
  },
  payments: {
    schema: integer({ min: 1_000 }),
    optional: true,
    value: "N",
    describe: "payments in a workload (default 1,000,000; 200,000 with --quick)",
  },
  rounds: {
    schema: integer({ min: 1, max: 100 }),
    optional: true,
    value: "N",
    describe:
      "runs of each contender, in turn; the median counts (default 3; 1 with --quick and --growth); always one of python",
  },
  warmUp: {
    schema: integer(),
    optional: true,
    value: "N",
    describe:
      "payments of a run of each before those that count, a tenth for python (default 1,000,000; 50,000 with --quick; 0 for none)",
  },
  latencyRates: {
    schema: text(),
    optional: true,
    value: "N[,N…]",
    describe:
      "payments a second at which payment-to-alert is measured, or none (default 100,1000,5000; 1000 with --quick)",
  },
  latencyTime: {
    schema: duration({ min: "1s" }),
    optional: true,
    value: "DURATION",
    describe: "how long each rate is measured (default 30s; 10s with --quick)",
  },
  latencyWarmUp: {
    schema: duration(),
    optional: true,
    value: "DURATION",
    describe: "load before it counts (default 15s; 10s with --quick)",
  },
  growth: {
    schema: text(),
    optional: true,
    value: "NAME[,NAME…]",
    describe:
      "instead: how cost grows with payments, pairs, length, parallelism, lateness and backend, or all of them; what was measured before stays",
  },
  growthBudget: {
    schema: duration(),
    default: "3h",
    value: "DURATION",
    describe: "no point of a curve is begun after so long",
  },
  timeLimit: {
    schema: duration({ min: "1s" }),
    default: "10m",
    value: "DURATION",
    describe: "a run that takes longer is given up",
  },
  output: {
    schema: path(),
    optional: true,
    value: "DIR",
    describe: "where figures and plots go (default docs/performance; with --quick a temporary folder)",
  },
  report: {
    schema: toggle(),
    default: "false",
    describe: "measure nothing: only draw the plots and fill docs/performance.md from the figures that are there",
  },
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "7000",
    value: "N",
    describe: "added to every port of the bench's own stack",
  },
} as const satisfies Options;
