import type { Values } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { CONTENDERS } from "./contenders/contenders";
import type { Curve } from "./growth/curve";
import { CURVES } from "./growth/curves";
import type { benchOptions } from "./options";
import type { LatencyPlan } from "./sideBySide/compareLatency";
import { WORKLOADS, type WorkloadName } from "./workloads/workloads";

/** All that a bench is going to do. */
export interface Plan {
  contenders: string[];
  /** Payments of the runs before those that count; 0 for none. */
  warmUpPayments: number;
  /** How cost grows, in place of the two that follow; empty for those. */
  curves: Curve[];
  workloads: WorkloadName[];
  /** None of its rates: no latency is measured. */
  latency: LatencyPlan;
  payments: number;
  rounds: number;
}

/** Fills in the defaults, which `--quick` and `--growth` change. Throws `ConfigError` with everything that is not there. */
export function planOf(values: Values<typeof benchOptions>): Plan {
  const { quick } = values;
  const problems: string[] = [];
  const grows = values.growth !== undefined;
  const few = quick || grows;
  const curves = Object.fromEntries(CURVES.map((curve) => [curve.name, curve]));
  const plan: Plan = {
    contenders: named(
      "--only",
      values.only ?? (few ? "native,ours" : "native,ours,python,plain"),
      Object.keys(CONTENDERS),
    ),
    warmUpPayments: values.warmUp ?? (quick ? 50_000 : 1_000_000),
    curves: grows
      ? named("--growth", listOf(values.growth, Object.keys(curves)), Object.keys(curves)).map((name) => curves[name])
      : [],
    workloads: named("--workloads", values.workloads ?? (quick ? "short" : "short,long,skew"), WORKLOADS, true),
    latency: {
      rates: ratesOf(values.latencyRates ?? (quick ? "1000" : "100,1000,5000")),
      warmUpMs: values.latencyWarmUp ?? (quick ? 10_000 : 15_000),
      timeMs: values.latencyTime ?? (quick ? 10_000 : 30_000),
    },
    payments: values.payments ?? (quick ? 200_000 : 1_000_000),
    rounds: values.rounds ?? (few ? 1 : 3),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return plan;

  function named<const N extends string>(option: string, list: string, choices: readonly N[], orNone = false): N[] {
    if (orNone && list === "none") return [];
    const names = list.split(",").map((name) => name.trim());
    const unknown = names.filter((name) => !choices.includes(name as N));
    for (const name of unknown) {
      problems.push(
        `${option}: found ${JSON.stringify(name)}, expected some of ${choices.join(",")}${orNone ? ", or none" : ""}`,
      );
    }
    return [...new Set(names)] as N[];
  }

  function ratesOf(list: string): number[] {
    if (list === "none") return [];
    const rates = list.split(",").map(Number);
    if (rates.every((rate) => Number.isInteger(rate) && rate >= 1 && rate <= 100_000)) return rates;
    problems.push(`--latency-rates: found ${JSON.stringify(list)}, expected whole numbers from 1 to 100000, or none`);
    return [];
  }
}

function listOf(list: string | undefined, all: string[]): string {
  return list === undefined || list === "all" ? all.join(",") : list;
}
