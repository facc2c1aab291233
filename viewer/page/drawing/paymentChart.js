import uPlot from "/assets/vendor/uPlot.js";
import { waysOf } from "../alert/ways.js";
import { colour } from "../shared/themeSwitch.js";
import { drawChart, shortNumber } from "./chart.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */

/**
 * Each payment as a bar and their running sum as steps, of either way where they went both ways; the limit that the
 * sum has crossed, where there is one, and the total of one way, where the listed payments are not all of it.
 * @param {HTMLElement} place
 * @param {Alert} alert
 */
export function drawPayments(place, alert) {
  const { transactions, threshold } = alert;
  if (transactions.length === 0) {
    place.append("No payment is listed.");
    return () => {};
  }
  const times = transactions.map(({ timestamp }) => Date.parse(timestamp) / 1000);
  const ways = waysOf(alert);
  const isFirst = transactions.map((payment) => ways === undefined || ways.isFirst(payment));
  const lines = (ways === undefined ? [true] : [true, false]).map((first) => ({
    first,
    ...barsAndSums(transactions, (index) => isFirst[index] === first),
  }));
  const levels = [
    ...(threshold === undefined ? [] : [{ value: Number(threshold), stroke: colour("limit"), dash: [6, 4] }]),
    ...(hasUnlisted(alert) && ways === undefined
      ? [{ value: Number(alert.totalAmount), stroke: colour("accent"), dash: [1, 4] }]
      : []),
  ];
  const most = Math.max(...levels.map(({ value }) => value), ...lines.map(({ sums }) => sums[sums.length - 1]));
  // A little room at both ends, also where all payments came at once.
  const room = Math.max(1, (times[times.length - 1] - times[0]) * 0.06);
  const data = /** @type {uPlot.AlignedData} */ ([
    times,
    ...lines.map(({ bars }) => bars),
    ...lines.map(({ sums }) => sums),
    ...levels.map(({ value }) => times.map(() => value)),
  ]);
  return drawChart(place, data, {
    height: 200,
    formatY: shortNumber,
    scales: {
      x: { time: true, range: [times[0] - room, times[times.length - 1] + room] },
      y: { range: [0, most * 1.1] },
    },
    series: [
      ...lines.map(({ first }) => barSeries(colour(first ? "bar" : "bar-second"))),
      ...lines.map(({ first }) => sumSeries(colour(first ? "accent" : "second"), first ? [] : [3, 3])),
      ...levels.map(({ stroke, dash }) => ({
        stroke,
        width: 1.5,
        dash,
        points: { show: false },
        paths: acrossAll,
      })),
    ],
  });
}

/** Whether there are payments that the alert does not list. @param {Pick<Alert, "count" | "transactions">} alert */
export function hasUnlisted({ count, transactions }) {
  return count > transactions.length;
}

/** @param {Alert["transactions"]} transactions @param {(index: number) => boolean} isOne */
function barsAndSums(transactions, isOne) {
  let sum = 0;
  /** @type {(number | null)[]} */
  const bars = [];
  /** @type {number[]} */
  const sums = [];
  for (const [index, { amount }] of transactions.entries()) {
    if (isOne(index)) sum += Number(amount);
    bars.push(isOne(index) ? Number(amount) : null);
    sums.push(sum);
  }
  return { bars, sums };
}

/** @param {string} fill @returns {uPlot.Series} */
function barSeries(fill) {
  return { stroke: fill, fill, paths: uPlot.paths.bars?.({ size: [0.3, 10, 3] }), points: { show: false } };
}

/** @param {string} stroke @param {number[]} dash @returns {uPlot.Series} */
function sumSeries(stroke, dash) {
  return {
    stroke,
    width: 2,
    dash,
    paths: uPlot.paths.stepped?.({ align: 1 }),
    points: { show: true, size: 6, fill: stroke },
  };
}

/** A level reaches from edge to edge, not only from payment to payment. @type {uPlot.Series.PathBuilder} */
function acrossAll(plot, seriesIndex) {
  const y = plot.valToPos(Number(plot.data[seriesIndex][0]), "y", true);
  const stroke = new Path2D();
  stroke.moveTo(plot.bbox.left, y);
  stroke.lineTo(plot.bbox.left + plot.bbox.width, y);
  return { stroke };
}
