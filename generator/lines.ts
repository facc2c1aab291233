import { createPaymentWriter } from "../payment/formats/paymentWriter";
import { type GeneratorOptions, wantedRate } from "./config";
import { toLines } from "./faults/toLines";
import type { FormatLine, OutgoingLine } from "./output/outgoing";
import { plantSchemes } from "./schemes/plantSchemes";
import { type Payment, traffic } from "./schemes/traffic";
import { createAccounts } from "./traffic/accounts";
import { logNormalAmounts, uniformAmounts } from "./traffic/amounts";
import { inCurrencies } from "./traffic/currencies";
import { honestTraffic } from "./traffic/honestTraffic";
import { createRandom, type Random } from "./traffic/random";
import { hasIds, writtenFormat } from "./writtenFormat";

/** What `--rate max` counts as: payments are stamped as if so many were made a second. */
const MAX_RATE = 100_000;

/** Some 130 MB. */
const MOST_DELAYED = 200_000;

/** The lines that the options ask for, in the order in which they leave; endless without count and duration. */
export function* linesFor(
  options: GeneratorOptions,
  startMs: number,
  write?: FormatLine,
): Generator<OutgoingLine, void> {
  const { seed, skew, schemes: share, gap: gapMs, limit: limitCents } = options;
  const intervalMs = meanIntervalMs(options);
  const prefix = options.accountPrefix ?? "";
  const accounts = createAccounts({ count: options.accounts, skew, name: (index) => `${prefix}${index}` });
  const drawAmount =
    options.amounts === "uniform"
      ? uniformAmounts(limitCents)
      : logNormalAmounts(options.amountMedian, options.amountSigma);
  const honest = honestTraffic(seed, {
    startMs,
    // All payments in schemes leave no honest ones; one in a year keeps the clock going.
    intervalMs: Math.min(intervalMs / (1 - share), 365 * 86_400_000),
    arrivals: options.arrivals,
    accounts,
    drawAmount,
    profiles: options.honest,
  });
  const planted =
    share === 0
      ? []
      : plantSchemes(createRandom(seed, "schemes"), {
          startMs,
          intervalMs: intervalMs / share,
          kinds: options.kinds,
          parts: options.parts,
          gapMs,
          limitCents,
          spreadMs: options.spread,
          arrivals: options.arrivals,
          accounts,
        });
  const payments = traffic(honest, planted);
  const named = hasIds(options) ? withIds(payments, createRandom(`${seed}/${startMs}`, "ids")) : payments;
  const paid = options.currencies ? inCurrencies(named, seed, options.currencies, mostDigits(options)) : named;
  const lines = toLines(paid, createRandom(seed, "faults"), {
    ...options,
    lateByMs: options.lateBy,
    outOfOrderByMs: options.outOfOrderBy,
    mostDelayed: MOST_DELAYED,
    write: write ?? createPaymentWriter(writtenFormat(options)),
  });
  const endMs = startMs + (options.duration ?? Number.POSITIVE_INFINITY);
  const most = options.count ?? Number.POSITIVE_INFINITY;
  let sent = 0;
  for (const line of lines) {
    if (line.dueMs >= endMs) return;
    yield line;
    if (++sent >= most) return;
  }
}

/** Decimal digits of an amount: the schema of Avro has two, texts have what the currency has. */
function mostDigits({ format }: GeneratorOptions): number {
  return format === "avro" ? 2 : Number.POSITIVE_INFINITY;
}

/** Ids that another start or seed does not give to other payments. */
function* withIds(payments: Iterable<Payment>, random: Random): Generator<Payment> {
  const [high, low] = [random.next(), random.next()].map((draw) => (draw * 0x1_0000_0000).toString(36));
  let count = 0;
  for (const payment of payments) {
    yield { ...payment, transaction: { ...payment.transaction, id: `${high}${low}-${++count}` } };
  }
}

/** Mean simulated time between two payments. */
function meanIntervalMs(options: GeneratorOptions): number {
  const rate = wantedRate(options);
  const speed = Number.isFinite(options.speed) ? options.speed : 1;
  return (1000 * speed) / (Number.isFinite(rate) ? rate : MAX_RATE);
}
