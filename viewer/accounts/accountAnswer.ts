import type { Alert, AlertTransaction } from "../../transforms/alert";
import { printable } from "../../transforms/alertText";
import type { AlertSummary } from "../alertSummary";
import { centsOf, decimalOf } from "../cents";

/** What the alerts in view know of an account. Names are as people may see them, amounts decimals. */
export interface AccountAnswer {
  name: string;
  /** Alerts that are about it, or list a payment of it, the newest first. */
  alerts: AlertSummary[];
  /** How many there are beside these. */
  moreAlerts: number;
  /** Of all distinct payments that these alerts list: a payment that several rules saw counts once. */
  paid: Flow;
  received: Flow;
  /** With whom it dealt, the largest sum of both ways first. */
  counterparties: Counterparty[];
  moreCounterparties: number;
  /** Its payments by time, the newest first. */
  payments: AlertTransaction[];
  morePayments: number;
  /** Whether some of these alerts do not list all of their payments. */
  isPartial: boolean;
  currency?: string;
}

export interface Flow {
  amount: string;
  count: number;
}

export interface Counterparty {
  name: string;
  /** What it received from the account. */
  paid: Flow;
  /** What it paid to the account. */
  received: Flow;
}

const MAX_ALERTS = 200;
const MAX_COUNTERPARTIES = 100;
const MAX_PAYMENTS = 500;

interface Sum {
  cents: bigint;
  count: number;
}

/** An account, of the alerts that name it; `found` the newest first, of which `more` were not read. */
export function accountAnswer(
  name: string,
  found: readonly { alert: Alert; summary: AlertSummary }[],
  more: number,
): AccountAnswer {
  const payments = distinctPayments(name, found);
  const all = { paid: nothing(), received: nothing() };
  const byName = new Map<string, typeof all>();
  for (const { origin, target, amount } of payments) {
    const cents = centsOf(amount);
    const other = origin === name ? target : origin;
    const sums = byName.get(other) ?? { paid: nothing(), received: nothing() };
    byName.set(other, sums);
    for (const sum of [all, sums]) add(origin === name ? sum.paid : sum.received, cents);
  }
  const size = ({ paid, received }: typeof all) => paid.cents + received.cents;
  const counterparties = [...byName].sort(([a, left], [b, right]) => {
    const [first, second] = [size(left), size(right)];
    return first === second ? (a < b ? -1 : 1) : first > second ? -1 : 1;
  });
  const currency = found[0]?.alert.currency;
  return {
    name: printable(name),
    alerts: found.slice(0, MAX_ALERTS).map(({ summary }) => summary),
    moreAlerts: Math.max(0, found.length - MAX_ALERTS) + more,
    paid: shown(all.paid),
    received: shown(all.received),
    counterparties: counterparties
      .slice(0, MAX_COUNTERPARTIES)
      .map(([other, sums]) => ({ name: printable(other), paid: shown(sums.paid), received: shown(sums.received) })),
    moreCounterparties: Math.max(0, counterparties.length - MAX_COUNTERPARTIES),
    payments: payments.slice(0, MAX_PAYMENTS).map(displayPayment),
    morePayments: Math.max(0, payments.length - MAX_PAYMENTS),
    isPartial: more > 0 || found.some(({ alert }) => alert.transactions.length < alert.count),
    ...(currency !== undefined && { currency }),
  };
}

/**
 * Its payments, the newest first. One that several alerts list is one; payments that are alike in all they say are as many as a single
 * alert lists.
 */
function distinctPayments(name: string, found: readonly { alert: Alert }[]): AlertTransaction[] {
  const kinds = new Map<string, { payment: AlertTransaction; count: number }>();
  for (const { alert } of found) {
    const here = new Map<string, { payment: AlertTransaction; count: number }>();
    for (const payment of alert.transactions) {
      if (payment.origin !== name && payment.target !== name) continue;
      const { timestamp, origin, target, amount, id } = payment;
      const key = JSON.stringify([timestamp, origin, target, amount, id]);
      const same = here.get(key) ?? { payment, count: 0 };
      same.count++;
      here.set(key, same);
    }
    for (const [key, one] of here) if ((kinds.get(key)?.count ?? 0) < one.count) kinds.set(key, one);
  }
  return [...kinds.values()]
    .flatMap(({ payment, count }) => Array.from({ length: count }, () => payment))
    .sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
}

function displayPayment({ origin, target, id, ...payment }: AlertTransaction): AlertTransaction {
  const names = { origin: printable(origin), target: printable(target) };
  return { ...payment, ...names, ...(id !== undefined && { id: printable(id) }) };
}

const nothing = (): Sum => ({ cents: 0n, count: 0 });

function add(sum: Sum, cents: bigint): void {
  sum.cents += cents;
  sum.count++;
}

function shown({ cents, count }: Sum): Flow {
  return { amount: decimalOf(cents), count };
}
