import { BASELINE } from "../contenders/contenders";
import type { ContenderLatency } from "../sideBySide/results";
import { markdownTable } from "./markdownTable";
import { figure, ratio } from "./numbers";

const HEAD = ["payments/s", "", "p50 ms", "p99 ms", "p99.9 ms", "p99 to native", "alerts", "missing"];

/** Event-to-alert of all contenders, rate by rate. */
export function latencyTable(contenders: ContenderLatency[]): string {
  const base = contenders.find(({ name }) => name === BASELINE);
  const rates = [...new Set(contenders.flatMap(({ rates }) => rates.map(({ rate }) => rate)))];
  const rows = rates.flatMap((rate) => {
    const p99OfBase = base?.rates.find((row) => row.rate === rate)?.p99;
    return contenders.flatMap(({ title, rates }) => {
      const row = rates.find((candidate) => candidate.rate === rate);
      if (row === undefined) return [];
      const figures = [row.p50, row.p99, row.p999].map(figure);
      return [
        [
          rate.toLocaleString("en-US"),
          title,
          ...figures,
          ratio(row.p99, p99OfBase),
          String(row.count),
          String(row.missing),
        ],
      ];
    });
  });
  return markdownTable(HEAD, rows);
}
