import { cycle } from "./cycle";
import { fanIn } from "./fanIn";
import { fanOut } from "./fanOut";
import { justBelow } from "./justBelow";
import { mixedPassThrough } from "./mixedPassThrough";
import { mixedStructuring } from "./mixedStructuring";
import { passThrough } from "./passThrough";
import type { Pattern } from "./pattern";
import { roundAmounts } from "./roundAmounts";
import { roundTrip } from "./roundTrip";
import { salary } from "./salary";
import { singleLarge } from "./singleLarge";
import { slowFanIn } from "./slowFanIn";
import { slowFanOut } from "./slowFanOut";
import { slowRoundTrip } from "./slowRoundTrip";
import { slowStructuring } from "./slowStructuring";
import { spreadStructuring } from "./spreadStructuring";
import { structuring } from "./structuring";

/** Every pattern by the name it has in options and ground truth; the order decides what a seed draws. */
export const PATTERNS = {
  structuring,
  "slow-structuring": slowStructuring,
  "fan-out": fanOut,
  "fan-in": fanIn,
  cycle,
  "single-large": singleLarge,
  salary,
  "just-below": justBelow,
  "mixed-structuring": mixedStructuring,
  "spread-structuring": spreadStructuring,
  "slow-fan-out": slowFanOut,
  "slow-fan-in": slowFanIn,
  "pass-through": passThrough,
  "mixed-pass-through": mixedPassThrough,
  "round-trip": roundTrip,
  "slow-round-trip": slowRoundTrip,
  "round-amounts": roundAmounts,
} as const satisfies Record<string, Pattern>;

export type PatternKind = keyof typeof PATTERNS;

export const PATTERN_KINDS = Object.keys(PATTERNS) as PatternKind[];

/** Those of a pace. */
export function kindsOfPace(pace: Pattern["pace"]): PatternKind[] {
  return PATTERN_KINDS.filter((kind) => PATTERNS[kind].pace === pace);
}
