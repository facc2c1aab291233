import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** A range in which a figure lies in 95 of 100 samples. */
export type Interval = [low: number, high: number];

const ROUNDS = 1_000;

/** Draws whole numbers below a bound; the same ones for the same seed. */
export type Draw = (below: number) => number;

/** The draws of a whole number. */
export function createDraw(seed: number): Draw {
  const bits = mersenne(seed);
  return (below) => uniformInt(bits, 0, below - 1);
}

/**
 * The range of a figure over samples of as many units, drawn with repetition: what it would be with other schemes, or on
 * other days. `figure` gets a sample; samples without a figure do not count. Undefined for less than two units.
 */
export function intervalOf<T>(
  units: readonly T[],
  figure: (sample: readonly T[]) => number | undefined,
  draw: Draw,
): Interval | undefined {
  if (units.length < 2) return undefined;
  const sample: T[] = new Array(units.length);
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < units.length; i++) sample[i] = units[draw(units.length)];
    const found = figure(sample);
    if (found !== undefined) figures.push(found);
  }
  if (figures.length === 0) return undefined;
  figures.sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * figures.length)], figures[Math.ceil(0.975 * figures.length) - 1]];
}
