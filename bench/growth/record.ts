import type { Plan } from "../plan";
import { curveTable } from "../report/growthSection";
import { describeMachine } from "../report/machine";
import { readResults, writeResults } from "../report/resultFiles";
import type { Setup } from "../setup";
import type { Outcome } from "../sideBySide/outcome";
import { measureGrowth } from "./measureGrowth";
import { type Growth, withPoint } from "./results";

/** Measures curves and writes each point into the folder as it is there; prints the curves' tables. */
export async function recordGrowth(setup: Setup, plan: Plan, budgetMs: number, folder: string): Promise<Outcome[]> {
  const machine = describeMachine(setup.cluster.settings.javaHome);
  const outcomes: Outcome[] = [];
  const results = readResults(folder);
  const growth: Growth = { curves: {}, ...results.growth, machine };
  const left = await measureGrowth(setup, { ...plan, budgetMs }, ({ name, title, axis, log }, point) => {
    const known = growth.curves[name]?.points ?? [];
    growth.curves[name] = withPoint({ title, axis, log, points: known }, point);
    outcomes.push(...point.contenders);
    writeResults(folder, { ...results, growth });
  });
  for (const { name } of plan.curves) {
    if (growth.curves[name] !== undefined) process.stdout.write(`${curveTable(growth.curves[name])}\n\n`);
  }
  if (left.length > 0)
    setup.report(`no time was left for: ${left.join(", ")}; --growth with their curves measures them`);
  return outcomes;
}
