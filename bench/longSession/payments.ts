import type { OutgoingRecord } from "../../kafka/producer";

/** The payments that fall due in (fromMs, toMs]: `rate` a second of one pair, and three a second of a new pair. */
export function paymentsOf(fromMs: number, toMs: number, rate: number): OutgoingRecord[] {
  return [
    ...due(fromMs, toMs, rate, () => ["steady", "payee", "1.00"]),
    ...due(fromMs, toMs, 3, (number) => [`probe${Math.floor(number / 3)}`, "payee", "4000"]),
  ];
}

function due(fromMs: number, toMs: number, rate: number, payment: (number: number) => [string, string, string]) {
  const records: OutgoingRecord[] = [];
  const last = Math.floor((toMs * rate) / 1000);
  for (let number = Math.floor((fromMs * rate) / 1000) + 1; number <= last; number++) {
    const [origin, target, amount] = payment(number);
    const value = `${new Date(toMs).toISOString()};${origin};${target};${amount}`;
    records.push({ key: `${origin};${target}`, value, timestampMs: toMs });
  }
  return records;
}
