import { formatCents } from "../../payment/money";
import { formatTimestamp } from "../../payment/timestamp";
import { formatTransaction, type Transaction } from "../../payment/transaction";
import { DAY_MS } from "./scanArchive";

/** A row of AMLSim's `transactions.csv`; `time` is a day, from 1. */
export interface AmlsimPayment {
  sourceNodeId: string;
  targetNodeId: string;
  value: string;
  time: string;
}

/** A row of its `nodes.csv`; `fraudStep` is the day on which the account sends what belongs to a scheme, -1 for none. */
export interface AmlsimNode {
  nodeid: string;
  isFraud: string;
  fraudStep: string;
}

export interface AmlsimScale {
  /** What an amount is multiplied by. */
  factor: number;
  /** Midnight of day 1, ms. */
  startMs: number;
}

/** Payments of a day lie evenly between these hours. */
const OPEN_MS = DAY_MS / 3;
const BUSY_MS = DAY_MS / 2;

/** An archive and the truth about it, as lines. */
export function fromAmlsim(rows: readonly AmlsimPayment[], nodes: readonly AmlsimNode[], scale: AmlsimScale) {
  const byId = new Map(nodes.map((node) => [node.nodeid, node]));
  const isSuspect = (id: string) => (byId.get(id)?.isFraud ?? "0") !== "0";
  const schemes = new Map<string, Transaction[]>();
  const unclear: Transaction[] = [];
  const payments = placed(rows, scale).map(({ row, payment }) => {
    if (isSuspect(row.sourceNodeId) && isSuspect(row.targetNodeId)) {
      const isStep = byId.get(row.sourceNodeId)?.fraudStep === row.time;
      if (isStep) schemes.set(payment.target, [...(schemes.get(payment.target) ?? []), payment]);
      else unclear.push(payment);
    }
    return payment;
  });
  const gathered = [...schemes.values()];
  const isFanIn = (all: Transaction[]) => new Set(all.map(({ origin }) => origin)).size > 1;
  unclear.push(...gathered.filter((all) => !isFanIn(all)).flat());
  return {
    payments: payments.map(formatTransaction),
    truth: [
      ...gathered
        .filter(isFanIn)
        .map((all, i) => truthLine(`fan-in-${i + 1}`, { kind: "fan-in", expected: ["fan-in"] }, all)),
      ...(unclear.length > 0 ? [truthLine("unclear", { kind: "unclear", unknown: true }, unclear)] : []),
    ],
  };
}

/** By time: rows of a day keep their order. */
function placed(rows: readonly AmlsimPayment[], { factor, startMs }: AmlsimScale) {
  const sorted = rows.toSorted((a, b) => Number(a.time) - Number(b.time));
  const sizes = new Map<string, number>();
  for (const { time } of sorted) sizes.set(time, (sizes.get(time) ?? 0) + 1);
  let day = "";
  let nth = 0;
  return sorted.map((row) => {
    nth = row.time === day ? nth + 1 : 0;
    day = row.time;
    const inDay = OPEN_MS + Math.floor((BUSY_MS * nth) / (sizes.get(day) as number));
    const payment = {
      timestampMs: startMs + (Number(row.time) - 1) * DAY_MS + inDay,
      origin: `C${row.sourceNodeId}`,
      target: `C${row.targetNodeId}`,
      amountCents: Math.max(1, Math.round(Number(row.value) * 100 * factor)),
    };
    return { row, payment };
  });
}

function truthLine(id: string, about: object, payments: readonly Transaction[]): string {
  const transactions = payments.map(({ timestampMs, origin, target, amountCents }) => ({
    timestamp: formatTimestamp(timestampMs),
    origin,
    target,
    amount: formatCents(amountCents),
  }));
  return JSON.stringify({ id, ...about, transactions });
}
