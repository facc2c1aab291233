import type { Transaction } from "../../payment/transaction";
import { type Fraction, NoAnswer, whole } from "./plainNumbers";
import type { Part } from "./randomConditions";
import type { RandomMeasure, RandomRule, RandomWindow } from "./randomRules";

/** A payment as its key sees it; `incoming`: the key's account was paid, of two the one that comes first. */
export interface Member extends Transaction {
  key: string;
  incoming: boolean;
}

/** What a rule must find in a window. */
export interface Expected {
  rule: string;
  key: string;
  start: number;
  end: number;
  first: number;
  last: number;
  count: number;
  totalCents: bigint;
  evidence: string[];
  truncated: boolean;
}

/** All that the rules must find, and how often a condition had no answer: written as plainly as can be. */
export function expectedOf(rules: RandomRule[], payments: Transaction[], maxEvidence: number) {
  const found: Expected[] = [];
  const unjudged = new Map<string, number>();
  for (const rule of rules) {
    const noAnswer = (field: string) =>
      unjudged.set(`${rule.id} ${field}`, (unjudged.get(`${rule.id} ${field}`) ?? 0) + 1);
    const members = payments.flatMap((payment) => membersOf(payment, rule.key));
    const taking = members.filter((member) =>
      answer(
        rule.where,
        (name) => paymentValue(member, name),
        () => noAnswer("where"),
      ),
    );
    const byKey = new Map<string, Member[]>();
    for (const member of taking) {
      const own = byKey.get(member.key);
      if (own === undefined) byKey.set(member.key, [member]);
      else own.push(member);
    }
    for (const [key, own] of byKey) {
      own.sort(byTime);
      let heldAt = Number.NaN;
      let before: Cut | undefined;
      for (const cut of windowsOf(own, rule.window)) {
        const { start, end, members: inside } = cut;
        // What is the same payments as a step before is not judged again, but where each window is asked for.
        const isSame = rule.alert === "crossing" && before !== undefined && isStepOn(before, cut, rule.window);
        before = cut;
        const held = answer(
          rule.when,
          (name) => summaryValue(inside, name, rule),
          () => isSame || noAnswer("when"),
        );
        const goesOn =
          rule.window.kind === "sliding" && rule.alert === "crossing" && heldAt === start - rule.window.stepMs;
        if (held) heldAt = start;
        if (held && !goesOn) found.push(expected(rule, key, start, end, inside, maxEvidence));
      }
    }
  }
  return { found: found.sort((a, b) => (sortText(a) < sortText(b) ? -1 : 1)), unjudged };
}

function sortText({ rule, key, start }: Expected): string {
  return `${rule}\0${key}\0${start}`;
}

export function membersOf(payment: Transaction, key: RandomRule["key"]): Member[] {
  const { origin, target } = payment;
  if (key === "pair") return [{ ...payment, key: `${origin};${target}`, incoming: false }];
  if (key === "origin") return [{ ...payment, key: origin, incoming: false }];
  if (key === "target") return [{ ...payment, key: target, incoming: true }];
  if (key === "between") {
    const [first, second] = [origin, target].sort();
    return [{ ...payment, key: `${first};${second}`, incoming: target === first }];
  }
  return [
    { ...payment, key: origin, incoming: false },
    { ...payment, key: target, incoming: true },
  ];
}

function answer(
  part: Part<boolean> | undefined,
  names: Parameters<Part<boolean>["value"]>[0],
  noAnswer: () => void,
): boolean {
  try {
    return part === undefined || part.value(names);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    noAnswer();
    return false;
  }
}

function paymentValue(member: Member, name: string): Fraction | string | boolean {
  switch (name) {
    case "amount":
      return whole(member.amountCents);
    case "time":
      return whole(member.timestampMs);
    case "origin":
      return member.origin;
    case "target":
      return member.target;
    case "incoming":
      return member.incoming;
    case "outgoing":
      return !member.incoming;
  }
  throw new Error(name);
}

export function summaryValue(members: Member[], name: string, rule: RandomRule): Fraction | undefined {
  const measure = rule.measures.find((one) => one.name === name);
  if (measure) return measured(members, measure, rule);
  const there = rule.key === "between" ? members[0].incoming : false;
  const sent = members.filter((member) => member.incoming === there);
  const received = members.filter((member) => member.incoming !== there);
  switch (name) {
    case "total":
      return sum(members);
    case "count":
      return whole(members.length);
    case "largest":
      return whole(Math.max(...members.map((member) => member.amountCents)));
    case "smallest":
      return whole(Math.min(...members.map((member) => member.amountCents)));
    case "first":
      return whole(members[0].timestampMs);
    case "last":
      return whole(members[members.length - 1].timestampMs);
    case "span":
      return whole(members[members.length - 1].timestampMs - members[0].timestampMs);
    case "sent":
      return sum(sent);
    case "received":
      return sum(received);
    case "sentCount":
      return whole(sent.length);
    case "receivedCount":
      return whole(received.length);
    case "payers":
      return different(members.filter((member) => member.incoming).map((member) => member.origin));
    case "payees":
      return different(members.filter((member) => !member.incoming).map((member) => member.target));
  }
  throw new Error(name);
}

function measured(members: Member[], { kind, condition }: RandomMeasure, rule: RandomRule): Fraction | undefined {
  const those = members.filter((member) =>
    answer(
      condition,
      (name) => paymentValue(member, name),
      () => {},
    ),
  );
  const isUnknown = those.length === 0 && ["largest", "smallest", "first", "last"].includes(kind);
  if (isUnknown) return undefined;
  if (kind === "sum") return sum(those);
  if (kind === "count") return whole(those.length);
  return summaryValue(those, kind, { ...rule, measures: [] });
}

function sum(members: Member[]): Fraction {
  return whole(members.reduce((cents, member) => cents + BigInt(member.amountCents), 0n));
}

/** So many are told apart. */
const MOST_ACCOUNTS = 1_000;

function different(accounts: string[]): Fraction {
  return whole(Math.min(new Set(accounts).size, MOST_ACCOUNTS + 1));
}

/** By time; at the same time the order in which evidence is listed. */
function byTime(a: Member, b: Member): number {
  if (a.timestampMs !== b.timestampMs) return a.timestampMs - b.timestampMs;
  const other = (member: Member) => (member.key === member.origin ? member.target : member.origin);
  const text = (member: Member) => (member.key.includes(";") ? "" : other(member));
  if (text(a) !== text(b)) return text(a) < text(b) ? -1 : 1;
  if (a.incoming !== b.incoming) return a.incoming ? 1 : -1;
  if (a.amountCents !== b.amountCents) return a.amountCents - b.amountCents;
  const bytes = (text = "") => Buffer.from(text);
  return Buffer.compare(bytes(a.id), bytes(b.id)) || Buffer.compare(bytes(a.paid), bytes(b.paid));
}

interface Cut {
  start: number;
  end: number;
  members: Member[];
}

function windowsOf(members: Member[], { kind, lengthMs, stepMs }: RandomWindow): Cut[] {
  if (kind === "session") return sessions(members, lengthMs, stepMs);
  const starts = new Set<number>();
  for (const { timestampMs } of members) {
    if (kind === "sliding") {
      for (let start = Math.floor(timestampMs / stepMs) * stepMs; start > timestampMs - lengthMs; start -= stepMs)
        starts.add(start);
    } else {
      const monday = lengthMs === 7 * 86_400_000 ? Date.UTC(2026, 0, 5) : Date.UTC(2026, 0, 1);
      starts.add(monday + Math.floor((timestampMs - monday) / lengthMs) * lengthMs);
    }
  }
  // The members are in order of time: each window's come after those of the one before it, or with them.
  let from = 0;
  let to = 0;
  return [...starts]
    .sort((a, b) => a - b)
    .map((start) => {
      const end = start + lengthMs;
      while (members[from].timestampMs < start) from++;
      while (to < members.length && members[to].timestampMs < end) to++;
      return { start, end, members: members.slice(from, to) };
    });
}

/** Whether a sliding window has the very payments of the one that began a step before. */
function isStepOn(before: Cut, { start, members }: Cut, { kind, stepMs }: RandomWindow): boolean {
  if (kind !== "sliding" || before.start !== start - stepMs) return false;
  return before.members.length === members.length && before.members[0] === members[0];
}

function sessions(members: Member[], gapMs: number, longestMs: number): Cut[] {
  const found: Cut[] = [];
  const part = (ms: number) => (longestMs === 0 ? 0 : Math.floor(ms / longestMs));
  members.forEach((member, i) => {
    const ms = member.timestampMs;
    const before = members[i - 1]?.timestampMs;
    const goesOn = before !== undefined && ms - before < gapMs && part(ms) === part(before);
    if (!goesOn) found.push({ start: ms, end: 0, members: [] });
    const session = found[found.length - 1];
    session.members.push(member);
    session.end = longestMs === 0 ? ms + gapMs : Math.min(ms + gapMs, (part(ms) + 1) * longestMs);
  });
  return found;
}

function expected(rule: RandomRule, key: string, start: number, end: number, inside: Member[], most: number): Expected {
  return {
    rule: rule.id,
    key,
    start,
    end,
    first: inside[0].timestampMs,
    last: inside[inside.length - 1].timestampMs,
    count: inside.length,
    totalCents: sum(inside)[0],
    evidence: inside
      .slice(0, most)
      .map((p) => `${p.timestampMs} ${p.origin} ${p.target} ${p.amountCents} ${p.id ?? "-"} ${p.paid ?? "-"}`),
    truncated: inside.length > most,
  };
}
