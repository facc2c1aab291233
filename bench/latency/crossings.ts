/** Whose payments cross the limit, three by three. */
export const CROSSINGS = ["pair", "target", "account"] as const;
export type Crossing = (typeof CROSSINGS)[number];

/** Every third payment crosses the limit, so a third of all payments raise an alert. */
export const PER_CROSSING = 3;
const ORIGINS = 2_000;

/**
 * Who pays whom. Nobody but the one whose limit is to be crossed has more than one payment, and so its payments, each of
 * another pair, lie in different partitions.
 */
export function accountsOf(crossing: Crossing, number: number, name: string): { origin: string; target: string } {
  const crossings = Math.floor(number / PER_CROSSING);
  const other = `C${number}-${name}`;
  const subject = `B${crossings}-${name}`;
  switch (crossing) {
    case "pair":
      return { origin: `A${crossings % ORIGINS}`, target: `B${Math.floor(crossings / ORIGINS)}-${name}` };
    case "target":
      return { origin: other, target: subject };
    case "account":
      // In, out, in.
      return number % PER_CROSSING === 1 ? { origin: subject, target: other } : { origin: other, target: subject };
  }
}
