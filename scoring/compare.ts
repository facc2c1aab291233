import { addCents, type SumCents } from "../payment/money";
import type { MeasuredAlert } from "./measuredAlert";

/** What a set of alerts has that another has not. */
export interface Change<A extends MeasuredAlert = MeasuredAlert> {
  gained: A[];
  lost: A[];
  /** Of the same id, and not the same. */
  changed: { before: A; after: A }[];
  same: number;
  /** Payments that alerts list, by whether they do before, after or both. */
  payments: { gained: Listed; lost: Listed; same: number };
}

export interface Listed {
  count: number;
  amountCents: SumCents;
}

/** From the alerts `before` to those `after`, by id and by payment. */
export function changeOf<A extends MeasuredAlert>(before: readonly A[], after: readonly A[]): Change<A> {
  const known = new Map(before.map((alert) => [alert.id, alert]));
  const now = new Map(after.map((alert) => [alert.id, alert]));
  const both = after.flatMap((alert) => {
    const earlier = known.get(alert.id);
    return earlier === undefined ? [] : [{ before: earlier, after: alert }];
  });
  const changed = both.filter((pair) => contentOf(pair.before) !== contentOf(pair.after));
  const old = centsByLine(before);
  const fresh = centsByLine(after);
  return {
    gained: after.filter(({ id }) => !known.has(id)),
    lost: before.filter(({ id }) => !now.has(id)),
    changed,
    same: both.length - changed.length,
    payments: {
      gained: without(fresh, old),
      lost: without(old, fresh),
      same: [...fresh.keys()].filter((line) => old.has(line)).length,
    },
  };
}

/** What tells two alerts of one id apart. */
function contentOf({ windowStartMs, windowEndMs, count, totalCents, lines }: MeasuredAlert): string {
  return [windowStartMs, windowEndMs, count, totalCents, ...lines].join("\n");
}

function centsByLine(alerts: readonly MeasuredAlert[]): Map<string, number> {
  return new Map(
    alerts.flatMap(({ lines, payments }) => lines.map((line, i) => [line, payments[i].amountCents] as const)),
  );
}

function without(these: Map<string, number>, those: Map<string, number>): Listed {
  const own = [...these].filter(([line]) => !those.has(line));
  return { count: own.length, amountCents: own.reduce<SumCents>((sum, [, cents]) => addCents(sum, cents), 0) };
}
