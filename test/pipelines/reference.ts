import type { Transaction } from "../../payment/transaction";
import type { DetectionSettings } from "../../pipelines/oneRule";
import type { Alert } from "../../transforms/alert";
import { MAX_COUNTERPARTIES } from "../../transforms/counterparties";

/** What an alert says of its window; amounts in cents. */
export interface Finding {
  key: string;
  windowStart: number;
  windowEnd: number;
  totalCents: bigint;
  count: number;
  evidence: string[];
  truncated: boolean;
  /** How many other accounts there are, up to 4,096, and whether there are more; none by pair. */
  pairCount: number | undefined;
  morePairs: boolean;
}

/** Sorts the payments of each key and walks over them: what must be found, written as plainly as can be. */
export function expectedFindings(payments: Transaction[], settings: DetectionSettings): Finding[] {
  const { grouping, window, thresholdCents, maxEvidence } = settings;
  const keyOf = (p: Transaction) => ({ pair: `${p.origin};${p.target}`, origin: p.origin, target: p.target })[grouping];
  const findings: Finding[] = [];
  for (const key of new Set(payments.map(keyOf))) {
    const own = payments.filter((p) => keyOf(p) === key).sort((a, b) => (sortText(a) < sortText(b) ? -1 : 1));
    for (const { start, end, members } of window.kind === "session" ? sessions(own, window) : sliding(own, window)) {
      const totalCents = members.reduce((sum, p) => sum + BigInt(p.amountCents), 0n);
      if (totalCents <= BigInt(thresholdCents)) continue;
      const evidence = members
        .slice(0, maxEvidence)
        .map((p) => `${p.timestampMs} ${p.origin} ${p.target} ${p.amountCents}`);
      const truncated = members.length > maxEvidence;
      const others = new Set(members.map((p) => (grouping === "origin" ? p.target : p.origin))).size;
      findings.push({
        key,
        windowStart: start,
        windowEnd: end,
        totalCents,
        count: members.length,
        evidence,
        truncated,
        pairCount: grouping === "pair" ? undefined : Math.min(others, MAX_COUNTERPARTIES),
        morePairs: grouping !== "pair" && others > MAX_COUNTERPARTIES,
      });
    }
  }
  return sorted(findings);
}

/** The time in the id of an alert: where its window starts, in steps of the gap from the cut before where it is a session. */
export function idStart(windowStart: number, { window }: DetectionSettings): number {
  const { kind, gapMs, maxSessionMs } = window;
  if (kind === "sliding") return windowStart;
  return windowStart - ((maxSessionMs === 0 ? windowStart : windowStart % maxSessionMs) % gapMs);
}

interface Window {
  start: number;
  end: number;
  members: Transaction[];
}

function sessions(byTime: Transaction[], { gapMs, maxSessionMs }: DetectionSettings["window"]): Window[] {
  const found: Window[] = [];
  const day = (ms: number) => (maxSessionMs === 0 ? 0 : Math.floor(ms / maxSessionMs));
  byTime.forEach((payment, i) => {
    const ms = payment.timestampMs;
    const before = byTime[i - 1]?.timestampMs;
    const goesOn = before !== undefined && ms - before < gapMs && day(ms) === day(before);
    if (!goesOn) found.push({ start: ms, end: 0, members: [] });
    const session = found[found.length - 1];
    session.members.push(payment);
    session.end = maxSessionMs === 0 ? ms + gapMs : Math.min(ms + gapMs, (day(ms) + 1) * maxSessionMs);
  });
  return found;
}

function sliding(byTime: Transaction[], { sizeMs, everyMs }: DetectionSettings["window"]): Window[] {
  const starts = new Set<number>();
  for (const { timestampMs } of byTime) {
    const last = Math.floor(timestampMs / everyMs) * everyMs;
    for (let start = last; start > timestampMs - sizeMs; start -= everyMs) starts.add(start);
  }
  return [...starts].map((start) => ({
    start,
    end: start + sizeMs,
    members: byTime.filter(({ timestampMs }) => timestampMs >= start && timestampMs < start + sizeMs),
  }));
}

/** By time, then by the accounts, then by amount: the order that evidence is listed in. */
function sortText({ timestampMs, origin, target, amountCents }: Transaction): string {
  return [String(timestampMs).padStart(16, "0"), origin, target, String(amountCents).padStart(16, "0")].join("\0");
}

function sorted(findings: Finding[]): Finding[] {
  const text = ({ key, windowStart }: Finding) => `${key}\0${windowStart}`;
  return findings.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** An alert as a finding. */
export function findingsOf(alerts: Alert[]): Finding[] {
  return sorted(
    alerts.map((alert) => ({
      key: [alert.origin, alert.target].filter((account) => account !== undefined).join(";"),
      windowStart: Date.parse(alert.windowStart),
      windowEnd: Date.parse(alert.windowEnd),
      totalCents: centsOf(alert.totalAmount),
      count: alert.count,
      evidence: alert.transactions.map(
        (t) => `${Date.parse(t.timestamp)} ${t.origin} ${t.target} ${centsOf(t.amount)}`,
      ),
      truncated: alert.truncated,
      pairCount: alert.pairCount,
      morePairs: alert.morePairs ?? false,
    })),
  );
}

function centsOf(decimal: string): bigint {
  const [whole, fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}
