import type { Random } from "./random";

/** The accounts of the simulated bank. */
export interface Accounts {
  count: number;
  name: (index: number) => string;
  /** An account, the busy ones far more often. */
  drawBusy: (random: Random) => string;
  /** Two accounts, the busy ones far more often, never the same. */
  drawPair: (random: Random) => [string, string];
  /** Different accounts, each as likely as any other; at most as many as there are. */
  drawDistinct: (random: Random, wanted: number) => string[];
}

export interface AccountSettings {
  /** At least 2. */
  count: number;
  /** 0: all equally busy. 1: Zipf's law, the busiest pays twice as often as the second, thrice as often as the third. */
  skew: number;
  name?: (index: number) => string;
}

/** Accounts whose activity follows a power law, without a table: a million accounts cost no memory. */
export function createAccounts({ count, skew, name = String }: AccountSettings): Accounts {
  const rank = powerLaw(count, skew);
  const drawPair = (random: Random): [string, string] => {
    const origin = rank(random);
    const other = rank(random);
    // Who pays much is not who is paid much: targets count from the middle.
    let target = (other + (count >> 1)) % count;
    if (target === origin) target = (target + random.integer(1, count - 1)) % count;
    return [name(origin), name(target)];
  };
  const drawDistinct = (random: Random, wanted: number) => {
    const drawn = new Set<number>();
    while (drawn.size < Math.min(wanted, count)) drawn.add(random.integer(0, count - 1));
    return [...drawn].map(name);
  };
  return { count, name, drawBusy: (random) => name(rank(random)), drawPair, drawDistinct };
}

/** Draws ranks 0 … count - 1 with density 1 / (rank + 1)^skew, by inverting the continuous distribution. */
function powerLaw(count: number, skew: number): (random: Random) => number {
  const last = count + 1;
  if (skew === 0) return (random) => random.integer(0, count - 1);
  const inverse =
    Math.abs(skew - 1) < 1e-9
      ? (share: number) => last ** share
      : (share: number) => ((last ** (1 - skew) - 1) * share + 1) ** (1 / (1 - skew));
  return (random) => Math.min(count, Math.floor(inverse(random.next()))) - 1;
}
