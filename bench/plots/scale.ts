/** From figures to places on an axis. */
export interface Scale {
  /** 0 at the axis's beginning, 1 at its end. */
  place(value: number): number;
  /** Where to draw lines and numbers. */
  ticks: number[];
}

/** From 0 to a round figure not below the largest; about `wanted` ticks. */
export function linearScale(largest: number, wanted = 5): Scale {
  const step = roundStep(largest > 0 ? largest / wanted : 1);
  const end = step * Math.max(1, Math.ceil(largest / step - 1e-9));
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  return { place: (value) => value / end, ticks };
}

/** Decades that a figure may lie outside of an axis: 992 is as good as 1,000. */
const NEARLY = 0.01;

/** Powers of ten around positive figures, at least one decade. Throws where there are none. */
export function logScale(figures: number[]): Scale {
  const positive = figures.filter((figure) => figure > 0);
  if (positive.length === 0) throw new Error("a logarithmic axis needs a figure above 0");
  const first = Math.floor(Math.log10(Math.min(...positive)) + NEARLY);
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...positive)) - NEARLY));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  return { place: (value) => (Math.log10(value) - first) / (last - first), ticks };
}

/** Only the figures themselves, equally far apart, with room at both ends. */
export function placesScale(figures: number[]): Scale {
  const ticks = [...new Set(figures)].sort((a, b) => a - b);
  return { place: (value) => (ticks.indexOf(value) + 0.5) / ticks.length, ticks };
}

/** 1, 2, 2.5 or 5 times a power of ten, not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5].find((step) => step * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** 0.5, 20, 5k, 1.5M: as short as a tick has room for. */
export function tickText(value: number): string {
  for (const [size, unit] of [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (Math.abs(value) >= size) return `${Number((value / size).toPrecision(3))}${unit}`;
  }
  return String(Number(value.toPrecision(3)));
}
