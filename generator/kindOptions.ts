import { nearest } from "../config/nearest";
import { checked, type Refuse } from "./optionValues";
import { kindsOfPace, PATTERN_KINDS, type PatternKind } from "./schemes/patterns/patterns";
import { PROFILE_KINDS, PROFILES, type ProfileKind, usualProfiles } from "./traffic/profiles/profiles";

/** Kinds of schemes and how often each comes, from `structuring=3,cycle`, or a word for several kinds. */
export function patternKinds() {
  const words: Record<string, PatternKind[]> = {
    quick: kindsOfPace("quick"),
    slow: kindsOfPace("slow"),
    all: PATTERN_KINDS,
  };
  const expected = `quick, slow, all, or kinds with optional weights such as structuring=3,cycle, out of ${PATTERN_KINDS.join(", ")}`;
  return checked<Map<PatternKind, number>>(
    expected,
    { pattern: listPattern(Object.keys(words), PATTERN_KINDS, WEIGHT) },
    (text, refuse) => {
      if (Object.hasOwn(words, text)) return new Map(words[text].map((kind) => [kind, 1]));
      return readList(text, PATTERN_KINDS, { expected, refuse, words: Object.keys(words) }, (_, weight = "1") =>
        new RegExp(`^${WEIGHT}$`).test(weight) && Number(weight) > 0 ? Number(weight) : undefined,
      );
    },
  );
}

/** Honest profiles and the share of honest payments that each makes, from `shops=30%,rent`, or a word. */
export function honestProfiles() {
  const words = ["ordinary", "all"];
  const expected = `ordinary, all, or kinds with optional shares such as shops=30%,rent, out of ${PROFILE_KINDS.join(", ")}`;
  return checked<Map<ProfileKind, number>>(
    expected,
    { pattern: listPattern(words, PROFILE_KINDS, SHARE) },
    (text, refuse) => {
      if (text === "ordinary") return new Map();
      if (text === "all") return usualProfiles();
      const shares = readList(text, PROFILE_KINDS, { expected, refuse, words }, (kind, share) =>
        share === undefined ? PROFILES[kind].usualShare : shareOf(share),
      );
      const sum = [...(shares?.values() ?? [])].reduce((total, share) => total + share, 0);
      if (sum > 1 + 1e-9) return refuse(`shares of at most 100% together: these are ${+(100 * sum).toFixed(2)}%`);
      return shares;
    },
  );
}

const WEIGHT = "\\d+(\\.\\d+)?";
const SHARE = "\\d+(\\.\\d+)?%?";

function shareOf(text: string): number | undefined {
  const share = new RegExp(`^${SHARE}$`).test(text) ? Number.parseFloat(text) / (text.endsWith("%") ? 100 : 1) : 0;
  return share > 0 ? share : undefined;
}

function listPattern(words: string[], kinds: readonly string[], value: string): RegExp {
  const kind = `(${kinds.join("|")})(=${value})?`;
  return new RegExp(`^(${words.join("|")}|${kind}(, *${kind})*)$`);
}

interface Reading {
  expected: string;
  refuse: Refuse;
  words: string[];
}

/** Values by kind from `KIND[=VALUE],…`; refuses what it does not know, and suggests what was meant. */
function readList<K extends string>(
  text: string,
  kinds: readonly K[],
  { expected, refuse, words }: Reading,
  readValue: (kind: K, text?: string) => number | undefined,
): Map<K, number> | undefined {
  const values = new Map<K, number>();
  for (const part of text.split(",")) {
    const [name, written, ...more] = part.trim().split("=");
    const kind = kinds.find((known) => known === name);
    if (kind === undefined) {
      const meant = nearest(name, [...kinds, ...words]);
      return meant === undefined ? undefined : refuse(`${expected}; did you mean ${meant}?`);
    }
    const value = readValue(kind, written);
    if (value === undefined || more.length > 0) return undefined;
    if (values.has(kind)) return refuse(`each kind once, but ${kind} comes twice`);
    values.set(kind, value);
  }
  return values;
}
