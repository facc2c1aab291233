import { cycle } from "./cycle";
import { fanIn } from "./fanIn";
import { fanOut } from "./fanOut";
import type { Pattern } from "./pattern";
import { salary } from "./salary";
import { singleLarge } from "./singleLarge";
import { slowStructuring } from "./slowStructuring";
import { structuring } from "./structuring";

/** Every pattern by the name it has in options and ground truth. */
export const PATTERNS = {
  structuring,
  "slow-structuring": slowStructuring,
  "fan-out": fanOut,
  "fan-in": fanIn,
  cycle,
  "single-large": singleLarge,
  salary,
} as const satisfies Record<string, Pattern>;

export type PatternKind = keyof typeof PATTERNS;

export const PATTERN_KINDS = Object.keys(PATTERNS) as PatternKind[];
