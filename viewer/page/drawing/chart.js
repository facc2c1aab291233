import uPlot from "/assets/vendor/uPlot.js";
import { colour } from "../shared/themeSwitch.js";

const FONT = "12px system-ui, sans-serif";
const utc = (/** @type {number} */ seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");

/**
 * A chart as wide as its place. Returns what takes it away.
 * @param {HTMLElement} place
 * @param {uPlot.AlignedData} data times in seconds
 * @param {{ series: uPlot.Series[], height: number, scales?: uPlot.Scales, formatY: (value: number) => string }} options
 */
export function drawChart(place, data, { series, height, scales, formatY }) {
  const axis = {
    stroke: colour("muted"),
    font: FONT,
    grid: { stroke: colour("grid"), width: 1 },
    ticks: { stroke: colour("grid"), width: 1, size: 4 },
  };
  const plot = new uPlot(
    {
      width: Math.max(200, place.clientWidth),
      height,
      tzDate: utc,
      padding: [10, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true }, ...scales },
      axes: [
        { ...axis, space: 64, size: 30, values: timeLabels },
        { ...axis, size: 52, values: (_, ticks) => ticks.map(formatY) },
      ],
      series: [{}, ...series],
    },
    data,
    place,
  );
  const resize = new ResizeObserver(() => plot.setSize({ width: Math.max(200, place.clientWidth), height }));
  resize.observe(place);
  return () => {
    resize.disconnect();
    plot.destroy();
  };
}

/** Short times: days where ticks are days apart, seconds only where they are needed. @param {uPlot} _ @param {number[]} ticks */
function timeLabels(_, ticks) {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  return ticks.map((seconds) => {
    const iso = new Date(seconds * 1000).toISOString();
    if (step >= 86_400) return iso.slice(5, 10);
    return step < 60 ? iso.slice(11, 19) : iso.slice(11, 16);
  });
}

/** `12k` and the like, for axes. @param {number} value */
export function shortNumber(value) {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}
