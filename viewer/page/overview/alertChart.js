import uPlot from "/assets/vendor/uPlot.js";
import { drawChart, shortNumber } from "../drawing/chart.js";
import { colour } from "../shared/themeSwitch.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

const BARS = 48;
/** Seconds. */
const STEPS = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 86_400, 604_800, 2_592_000, 31_536_000];

/**
 * How many alerts there were over time, by last payment.
 * @param {HTMLElement} place
 * @param {AlertSummary[]} alerts at least one
 */
export function drawAlerts(place, alerts) {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { lastMs } of alerts) [first, last] = [Math.min(first, lastMs / 1000), Math.max(last, lastMs / 1000)];
  const step = STEPS.find((size) => (last - first) / size < BARS) ?? STEPS[STEPS.length - 1];
  const start = Math.floor(first / step) * step;
  const length = Math.floor((last - start) / step) + 1;
  const counts = new Array(length).fill(0);
  for (const { lastMs } of alerts) counts[Math.floor((lastMs / 1000 - start) / step)]++;
  const middles = counts.map((_, index) => start + (index + 0.5) * step);
  return drawChart(place, [middles, counts], {
    height: 150,
    formatY: (count) => (Number.isInteger(count) ? shortNumber(count) : ""),
    scales: {
      x: { time: true, range: [start - step / 2, start + (length + 0.5) * step] },
      y: { range: (_, __, most) => [0, Math.max(2, most * 1.1)] },
    },
    series: [
      {
        stroke: colour("accent"),
        fill: colour("accent"),
        paths: uPlot.paths.bars?.({ size: [0.75, 36] }),
        points: { show: false },
      },
    ],
  });
}
