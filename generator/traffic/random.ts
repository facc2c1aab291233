import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws that depend on nothing but a seed. */
export interface Random {
  /** At least 0, below 1, in steps of 2^-32. */
  next(): number;
  /** At least `min`, below `max`. */
  between(min: number, max: number): number;
  /** Whole, `min` and `max` included. */
  integer(min: number, max: number): number;
  /** Standard normal: mean 0, deviation 1. */
  normal(): number;
  pick<T>(choices: readonly T[]): T;
}

/**
 * The draws of `seed` for one purpose. Each part of the traffic takes a purpose of its own, so that more schemes or
 * faults leave the honest payments as they were.
 */
export function createRandom(seed: string | number, purpose: string): Random {
  const bits = xoroshiro128plus(hash(`${seed}/${purpose}`));
  // The first outputs after a small seed are still alike.
  for (let i = 0; i < 32; i++) bits.next();
  const next = () => (bits.next() >>> 0) / 0x1_0000_0000;
  return {
    next,
    between: (min, max) => min + (max - min) * next(),
    integer: (min, max) => min + Math.floor((max - min + 1) * next()),
    // Box and Muller; 1 - next() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (choices) => choices[Math.floor(choices.length * next())],
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
