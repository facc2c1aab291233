import { type Scale, tickText } from "./scale";
import { lineBetween, round, textAt } from "./svg";

/** Where a panel's axes stand, px. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Axes {
  title: string;
  /** Under the x axis. */
  axis: string;
  x: Scale;
  y: Scale;
  /** How a place of the x axis is called; by default its figure. */
  xText?: (value: number) => string;
}

/** Axes with their grid and numbers, under a title that says what the y axis shows, with its unit. */
export function axes({ left, top, width, height }: Box, { title, axis, x, y, xText = tickText }: Axes): string[] {
  const bottom = top + height;
  return [
    textAt(left - 34, top - 14, title, "start", "title"),
    ...y.ticks.flatMap((tick) => {
      const at = bottom - y.place(tick) * height;
      return [lineBetween("grid", left, at, left + width, at), textAt(left - 6, at + 4, tickText(tick), "end")];
    }),
    ...x.ticks.map((tick) => textAt(left + x.place(tick) * width, bottom + 18, xText(tick), "middle")),
    lineBetween("axis", left, bottom, left + width, bottom),
    textAt(left + width / 2, bottom + 36, axis, "middle"),
  ];
}

/** A line through points, with a dot at each, in the `color`th colour. */
export function curve(
  box: Box,
  { x, y }: { x: Scale; y: Scale },
  points: [x: number, y: number][],
  color: number,
): string[] {
  const places = points.map(([atX, atY]) => [
    round(box.left + x.place(atX) * box.width),
    round(box.top + box.height - y.place(atY) * box.height),
  ]);
  return [
    `<polyline class="line s${color}" points="${places.map((place) => place.join(",")).join(" ")}"/>`,
    ...places.map(([cx, cy]) => `<circle class="f${color}" cx="${cx}" cy="${cy}" r="3.5"/>`),
  ];
}

/** Names beside their colours, from `left` on, in one row. */
export function legend(left: number, y: number, names: { name: string; color: number }[]): string[] {
  const parts: string[] = [];
  let x = left;
  for (const { name, color } of names) {
    parts.push(
      `<rect class="f${color}" x="${x}" y="${y - 10}" width="12" height="12" rx="2"/>`,
      textAt(x + 18, y, name),
    );
    x += 18 + name.length * 7 + 22;
  }
  return parts;
}
