import { figure } from "../report/numbers";
import { legend } from "./panel";
import { linearScale, tickText } from "./scale";
import { lineBetween, round, svg, textAt } from "./svg";

/** A bar made of parts, one after the other. */
export interface Bar {
  name: string;
  parts: number[];
}

export interface BarPlot {
  title: string;
  /** What the bars' length shows, with its unit. */
  axis: string;
  /** What the parts of each bar are. */
  parts: string[];
  groups: { name: string; bars: Bar[] }[];
}

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 70;
const TOP = 70;
const BAR = 18;
const GAP = 6;
const GROUP_HEAD = 30;

/** Horizontal bars in groups, on one axis from 0. */
export function barPlot({ title, axis, parts, groups }: BarPlot): string {
  const totals = groups.flatMap(({ bars }) => bars.map(totalOf));
  const scale = linearScale(Math.max(...totals));
  const x = (value: number) => LEFT + scale.place(value) * (WIDTH - LEFT - RIGHT);
  const drawn: string[] = [];
  let y = TOP;
  for (const { name, bars } of groups) {
    drawn.push(textAt(16, y + 20, name, "start", "title"));
    y += GROUP_HEAD;
    for (const bar of bars) {
      drawn.push(textAt(LEFT - 8, y + 13, bar.name, "end"), ...drawBar(bar, y, x));
      y += BAR + GAP;
    }
  }
  const grid = scale.ticks.flatMap((tick) => [
    lineBetween("grid", x(tick), TOP, x(tick), y),
    textAt(x(tick), y + 16, tickText(tick), "middle"),
  ]);
  const names = parts.map((name, color) => ({ name, color }));
  const head = [textAt(16, 26, title, "start", "title"), ...legend(16, 50, names)];
  const foot = textAt((LEFT + WIDTH - RIGHT) / 2, y + 36, axis, "middle");
  return svg(WIDTH, y + 50, title, [...head, ...grid, ...drawn, foot]);
}

const totalOf = ({ parts }: Bar) => parts.reduce((sum, part) => sum + part, 0);

function drawBar(bar: Bar, y: number, x: (value: number) => number): string[] {
  let from = 0;
  const drawn = bar.parts.map((part, color) => {
    const left = x(from);
    from += part;
    return `<rect class="f${color}" x="${round(left)}" y="${y}" width="${round(x(from) - left)}" height="${BAR}"/>`;
  });
  return [...drawn, textAt(x(from) + 6, y + 13, figure(from))];
}
