import { axisX, rectY, ruleY } from "@observablehq/plot";
import type { RuleSetResult } from "../../result";
import { COLORS, svgPlot } from "./svgPlot";

const LABELS = ["scheme", "honest", "unlabelled"] as const;

/** Alerts of each day, by what is known of them. */
export function dailyPlot({ daily }: RuleSetResult) {
  const bars = daily.flatMap((day) =>
    LABELS.map((label) => ({ day: new Date(`${day.day}T00:00:00Z`), label, alerts: day[label] })),
  );
  const most = Math.max(...daily.map(({ scheme, honest, unlabelled }) => scheme + honest + unlabelled));
  return svgPlot(`Alerts a day, at most ${most}`, {
    height: 240,
    marginLeft: 44,
    x: { type: "utc", label: null },
    y: { grid: true, label: "alerts", domain: [0, Math.max(1, most)], ticks: most < 5 ? Math.max(1, most) : 5 },
    color: { domain: [...LABELS], range: LABELS.map((label) => COLORS[label]) },
    marks: [
      axisX({ ticks: Math.min(6, daily.length), label: null }),
      rectY(bars, { x: "day", y: "alerts", fill: "label", interval: "day", inset: daily.length > 60 ? 0 : 0.5 }),
      ruleY([0]),
    ],
  });
}
