import { createSpanIndex, type Span, type SpanIndex } from "./spanIndex";

interface Session extends Span {
  /** What it shares with the alerts that it may replace or be replaced by. */
  group: string;
  isFinal: boolean;
  /** Of its last payment, in epoch ms. */
  lastMs: number;
}

interface Group<T extends Session> {
  /** Sessions never overlap, so a final one that lies inside another has grown into it. None here lies inside another. */
  final: SpanIndex<T>;
  /** Warnings may count payments that are then too late for the session, so their span replaces nothing. */
  early: SpanIndex<T>;
}

/** Which alerts of a group have grown into another one, by where they lie. */
export function createSessionGroups<T extends Session>() {
  const groups = new Map<string, Group<T>>();
  const spansLike = ({ isFinal }: T, { final, early }: Group<T>) => (isFinal ? final : early);

  return {
    add(session: T): void {
      const group = groups.get(session.group) ?? { final: createSpanIndex<T>(), early: createSpanIndex<T>() };
      groups.set(session.group, group);
      spansLike(session, group).add(session);
    },
    remove(session: T): void {
      const group = groups.get(session.group);
      if (group === undefined) return;
      spansLike(session, group).remove(session);
      if (group.final.size() + group.early.size() === 0) groups.delete(session.group);
    },
    /** A final alert replaces warnings that start among its payments, and final ones of which it holds all. */
    replacedBy(session: T): T[] {
      const group = groups.get(session.group);
      if (group === undefined || !session.isFinal) return [];
      return [...group.final.inside(session), ...group.early.startingIn(session.startMs, session.lastMs)];
    },
    isReplaced(session: T): boolean {
      const group = groups.get(session.group);
      if (group === undefined) return false;
      if (session.isFinal) return group.final.isInsideOne(session);
      const before = group.final.lastUpTo(session.startMs);
      return before !== undefined && session.startMs <= before.lastMs;
    },
  };
}
