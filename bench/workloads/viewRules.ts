import { formatDuration } from "../../config/values";
import { formatCents } from "../../payment/money";

/** A rule of the workload `views`, which has its key's name: sessions whose total is above the limit. */
export interface ViewRule {
  key: "pair" | "origin" | "target" | "account";
  limitCents: number;
}

/** Under which keys a payment counts. */
export const KEYS_OF: Record<ViewRule["key"], (origin: string, target: string) => string[]> = {
  pair: (origin, target) => [`${origin};${target}`],
  origin: (origin) => [origin],
  target: (_, target) => [target],
  account: (origin, target) => [origin, target],
};

/** Limits that few of the workload's sessions reach. */
export const VIEW_RULES: readonly ViewRule[] = [
  { key: "pair", limitCents: 250_000 },
  { key: "origin", limitCents: 500_000 },
  { key: "target", limitCents: 500_000 },
  { key: "account", limitCents: 1_000_000 },
];

/** The rules as a file for `--rules`; all of them with sessions of one gap. */
export function rulesFileOf(views: readonly ViewRule[], gapMs: number): string {
  const rules = views.map(({ key, limitCents }) =>
    [
      `  - id: ${key}`,
      "    title: Above the limit",
      `    key: ${key}`,
      `    window: { session: ${formatDuration(gapMs)} }`,
      `    when: total > ${formatCents(limitCents)}`,
    ].join("\n"),
  );
  return `rules:\n${rules.join("\n")}\n`;
}
