import { formatCents } from "../../payment/money";
import type { KeyName } from "../../rules/keys/keys";
import type { Alert, AlertFact } from "../../transforms/alert";
import { alertOf, START_MS } from "./alerts";

type Rule = NonNullable<Alert["rule"]>;

export interface RuleAlertShape {
  rule?: Partial<Rule>;
  /** Of the first payment, in epoch ms. */
  startMs?: number;
  /** The account it is about; of two, the first. */
  account?: string;
  other?: string;
  overrides?: Partial<Alert>;
}

interface Kind {
  rule: Rule;
  /** Payments `[origin, target, cents]`, half an hour apart. */
  payments: (account: string, other: string) => [string, string, number][];
  subject: (account: string, other: string) => Alert["subject"];
  names: (account: string, other: string) => Pick<Alert, "origin" | "target">;
  measures: Record<string, string>;
  facts: AlertFact[];
}

function fact(what: string, value: string, sign: string, limit: string, limitValue = limit): AlertFact {
  return { what, value, sign, limit, limitValue, holds: true };
}

const KINDS: Record<KeyName, Kind> = {
  pair: {
    rule: ruleOf("structuring", "high", "Parts below the limit that add up above it"),
    payments: (a, b) => [2_265, 4_950, 3_410, 2_800].map((amount) => [a, b, amount * 100]),
    subject: (origin, target) => ({ origin, target }),
    names: (origin, target) => ({ origin, target }),
    measures: { total: "13425", largest: "4950" },
    facts: [fact("total", "13425", ">", "10000"), fact("largest", "4950", "<=", "10000")],
  },
  origin: {
    rule: ruleOf("fan-out", "medium", "One payer, many receivers below the limit"),
    payments: (a) => [1, 2, 3, 4, 5, 6, 7].map((i) => [a, `payee-${i}`, 160_000 + i * 12_345]),
    subject: (account) => ({ account }),
    names: (origin) => ({ origin }),
    measures: { payees: "7", total: "14656.6" },
    facts: [fact("payees", "7", ">=", "5"), fact("total", "14656.6", ">", "10000")],
  },
  target: {
    rule: ruleOf("fan-in", "medium", "Many payers below the limit, one receiver"),
    payments: (a) => Array.from({ length: 14 }, (_, i) => [`payer-${i + 1}`, a, 90_000 + i * 7_777]),
    subject: (account) => ({ account }),
    names: (target) => ({ target }),
    measures: { payers: "14", total: "19677.07" },
    facts: [fact("payers", "14", ">=", "5"), fact("total", "19677.07", ">", "10000")],
  },
  account: {
    rule: ruleOf("pass-through", "critical", "Money that is sent on within a day"),
    payments: (a, b) => [
      ["payer-1", a, 700_000],
      ["payer-2", a, 650_000],
      [b, a, 300_000],
      [a, "payee-1", 900_000],
      [a, b, 610_000],
    ],
    subject: (account) => ({ account }),
    names: () => ({}),
    measures: { received: "16500", sent: "15100", firstIn: "2026-03-02T09:00:00.000Z", count: "5" },
    facts: [
      fact("received", "16500", ">", "10000"),
      fact("sent", "15100", ">=", "0.85 * received", "14025"),
      fact("sent", "15100", "<=", "received", "16500"),
      fact("lastOut", "2026-03-02T11:00:00.000Z", ">", "firstIn", "2026-03-02T09:00:00.000Z"),
    ],
  },
  between: {
    rule: ruleOf("round-trip", "low", "Money that goes there and comes back"),
    payments: (a, b) => [
      [a, b, 720_000],
      [a, b, 480_000],
      [b, a, 600_000],
      [b, a, 530_000],
    ],
    subject: (a, b) => ({ accounts: [a, b] }),
    names: () => ({}),
    measures: { sent: "12000", received: "11300" },
    facts: [
      fact("sent", "12000", ">", "10000"),
      fact("received", "11300", ">=", "0.85 * sent", "10200"),
      fact("received", "11300", "<=", "sent", "12000"),
    ],
  },
};

function ruleOf(id: string, severity: Rule["severity"], title: string): Rule {
  return { id, version: 1, title, severity, mode: "live" };
}

/** An alert of a rule with this kind of key, as the pipeline would write it, of payments half an hour apart. */
export function ruleAlertOf(key: KeyName, shape: RuleAlertShape = {}): Alert {
  const { account = "ACC-1", other = "ACC-2", startMs = START_MS } = shape;
  const kind = KINDS[key];
  const rule = { ...kind.rule, ...shape.rule };
  const payments = kind.payments(account, other);
  const times = payments.map((_, i) => new Date(startMs + i * 1_800_000).toISOString());
  const { threshold, origin, target, ...head } = alertOf({ startMs });
  return {
    ...head,
    id: `${rule.id}-${account}-${other}-${startMs}`.replace(/[^!-~]/g, "").slice(0, 200),
    revision: 2 * payments.length + 1,
    timing: "ON_TIME",
    final: true,
    rule,
    grouping: key,
    subject: kind.subject(account, other),
    ...kind.names(account, other),
    windowEnd: new Date(startMs + payments.length * 1_800_000).toISOString(),
    lastTransaction: times[times.length - 1],
    totalAmount: formatCents(payments.reduce((sum, [, , cents]) => sum + cents, 0)),
    count: payments.length,
    measures: kind.measures,
    facts: kind.facts,
    transactions: payments.map(([from, to, cents], i) => ({
      timestamp: times[i],
      origin: from,
      target: to,
      amount: formatCents(cents),
    })),
    reason: `${rule.title}: ${payments.length} payments: ${kind.facts.map(({ what, value }) => `${what} ${value}`).join("; ")}.`,
    ...shape.overrides,
  };
}

/** The alert, taken back once all payments of its window were known. */
export function withdrawn(alert: Alert): Alert {
  const facts = alert.facts?.map((one, i) => ({ ...one, holds: i > 0 }));
  const [first] = facts ?? [];
  return {
    ...alert,
    revision: alert.revision + 2,
    timing: "LATE",
    facts,
    withdrawn: true,
    reason: `Withdrawn: ${alert.rule?.title}: ${alert.count + 1} payments: not ${first?.what} ${first?.value}.`,
  };
}
