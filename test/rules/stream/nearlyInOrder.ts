import fc from "fast-check";
import type { Transaction } from "../../../payment/transaction";
import { payments } from "../payments";

export interface Arrival {
  arrival: Transaction[];
  disorderMs: number;
}

const MINUTE_MS = 60_000;

/** Payments as they come where none is overtaken by more than the disorder; some exactly by that. */
export const nearlyInOrder: fc.Arbitrary<Arrival> = fc
  .tuple(
    payments,
    fc.constantFrom(0, 1, 3 * MINUTE_MS, 60 * MINUTE_MS, Number.POSITIVE_INFINITY),
    fc.array(fc.constantFrom(0, 0, 0.3, 0.9, 1), { minLength: 1 }),
  )
  .map(([all, disorderMs, delays]) => {
    const longest = Math.min(disorderMs, 20 * 86_400_000);
    const sent = all.map((payment, i) => ({
      payment,
      atMs: payment.timestampMs + delays[i % delays.length] * longest,
    }));
    return { arrival: sent.sort((a, b) => a.atMs - b.atMs).map(({ payment }) => payment), disorderMs };
  });
