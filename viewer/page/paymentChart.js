import uPlot from "/assets/vendor/uPlot.js";
import { drawChart, shortNumber } from "./chart.js";
import { colour } from "./themeSwitch.js";

/** @typedef {import("../../transforms/alert").Alert} Alert */

/**
 * Each payment as a bar, their running sum as steps, and the limit that the sum has crossed.
 * @param {HTMLElement} place
 * @param {Alert} alert
 */
export function drawPayments(place, { transactions, threshold }) {
  const times = transactions.map(({ timestamp }) => Date.parse(timestamp) / 1000);
  const amounts = transactions.map(({ amount }) => Number(amount));
  let sum = 0;
  const sums = amounts.map((amount) => {
    sum += amount;
    return sum;
  });
  const limit = times.map(() => Number(threshold));
  // A little room at both ends, also where all payments came at once.
  const room = Math.max(1, (times[times.length - 1] - times[0]) * 0.06);
  return drawChart(place, [times, amounts, sums, limit], {
    height: 200,
    formatY: shortNumber,
    scales: {
      x: { time: true, range: [times[0] - room, times[times.length - 1] + room] },
      y: { range: [0, Math.max(sum, Number(threshold)) * 1.1] },
    },
    series: [
      {
        stroke: colour("bar"),
        fill: colour("bar"),
        paths: uPlot.paths.bars?.({ size: [0.3, 10, 3] }),
        points: { show: false },
      },
      {
        stroke: colour("accent"),
        width: 2,
        paths: uPlot.paths.stepped?.({ align: 1 }),
        points: { show: true, size: 6, fill: colour("accent") },
      },
      { stroke: colour("limit"), width: 1.5, dash: [6, 4], points: { show: false }, paths: acrossAll },
    ],
  });
}

/** The limit reaches from edge to edge, not only from payment to payment. @type {uPlot.Series.PathBuilder} */
function acrossAll(plot, seriesIndex) {
  const y = plot.valToPos(Number(plot.data[seriesIndex][0]), "y", true);
  const stroke = new Path2D();
  stroke.moveTo(plot.bbox.left, y);
  stroke.lineTo(plot.bbox.left + plot.bbox.width, y);
  return { stroke };
}
