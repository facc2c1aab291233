import { axes, type Box, curve, legend } from "./panel";
import { linearScale, logScale, placesScale, type Scale } from "./scale";
import { svg, textAt } from "./svg";

export interface Series {
  name: string;
  points: [x: number, y: number][];
}

/** One pair of axes. */
export interface LinePanel {
  /** What the y axis shows, with its unit. */
  title: string;
  series: Series[];
  logY?: boolean;
}

export interface LinePlot {
  title: string;
  /** Under each x axis. */
  axis: string;
  /** Names for places that are equally far apart; without them x is logarithmic. */
  labels?: Map<number, string>;
  panels: LinePanel[];
}

const PANEL = { width: 340, height: 302 };
const MARGIN = { left: 56, top: 96, right: 18, bottom: 56 };

/** Panels side by side over the same x. A series has the same colour in all of them; panels without points are left out. */
export function linePlot({ title, axis, labels, panels }: LinePlot): string {
  const shown = panels.filter(({ series }) => series.some(({ points }) => points.length > 0));
  const everyX = shown.flatMap(({ series }) => series.flatMap(({ points }) => points.map(([x]) => x)));
  const x = labels === undefined ? logScale(everyX) : placesScale([...labels.keys()]);
  const names = [...new Set(shown.flatMap(({ series }) => series.map(({ name }) => name)))];
  const width = PANEL.width * Math.max(1, shown.length);
  const parts = [
    textAt(16, 26, title, "start", "title"),
    ...legend(
      16,
      48,
      names.map((name, color) => ({ name, color })),
    ),
    ...shown.flatMap((panel, index) => drawPanel(panel, boxOf(index), { axis, x, labels, names })),
  ];
  return svg(width, PANEL.height, `${title}: ${shown.map((panel) => panel.title).join(", ")}`, parts);
}

function boxOf(index: number): Box {
  return {
    left: index * PANEL.width + MARGIN.left,
    top: MARGIN.top,
    width: PANEL.width - MARGIN.left - MARGIN.right,
    height: PANEL.height - MARGIN.top - MARGIN.bottom,
  };
}

function drawPanel(
  { title, series, logY }: LinePanel,
  box: Box,
  { axis, x, labels, names }: { axis: string; x: Scale; labels?: Map<number, string>; names: string[] },
): string[] {
  const figures = series.flatMap((one) => one.points.map(([, figure]) => figure));
  const y = logY ? logScale(figures) : linearScale(Math.max(...figures));
  const xText = labels && ((value: number) => labels.get(value) ?? "");
  return [
    ...axes(box, { title, axis, x, y, xText }),
    ...series.flatMap((one) => curve(box, { x, y }, one.points, names.indexOf(one.name))),
  ];
}
