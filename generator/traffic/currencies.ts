import { converter, parseRate, type Rates } from "../../payment/conversion";
import { formatMinorUnits, minorDigits } from "../../payment/currencies";
import type { Transaction } from "../../payment/transaction";
import type { Payment } from "../schemes/traffic";
import { createRandom } from "./random";

/** Of a payment in cents of base: what is paid instead, and what that is worth, never more than before. */
type Exchange = (payment: Transaction) => Transaction;

/**
 * Payments of accounts that each pay in one currency, base or another. Whoever converts by the same rates gets these amounts to the
 * cent. `mostDigits` is how many decimal digits can be written.
 */
export function* inCurrencies(
  payments: Iterable<Payment>,
  seed: string,
  rates: Rates,
  mostDigits: number,
): Generator<Payment> {
  const exchanges = [(payment: Transaction) => payment, ...Object.keys(rates.rates).map(exchangeTo)];
  for (const payment of payments) {
    const { transaction } = payment;
    const draw = createRandom(`${seed}/${transaction.origin}`, "currencies");
    const exchange = exchanges[draw.integer(0, exchanges.length - 1)];
    yield { ...payment, transaction: exchange(transaction) };
  }

  function exchangeTo(currency: string): Exchange {
    const convert = converter(rates);
    const digits = minorDigits(currency) ?? 0;
    const { numerator = 1n, denominator = 1n } = parseRate(rates.rates[currency][0].rate ?? "") ?? {};
    // Cents of base to units of the last digit that can be written, and those to minor units.
    const step = 10n ** BigInt(Math.max(0, digits - mostDigits));
    const perCent = denominator * 10n ** BigInt(Math.min(digits, mostDigits));
    return (payment) => {
      const whole = (BigInt(payment.amountCents) * perCent) / (numerator * 100n);
      const minorUnits = (whole > 0n ? whole : 1n) * step;
      const amountCents = Number(convert(minorUnits, currency, payment.timestampMs));
      // Less than half a cent is no payment: this one stays in base.
      if (amountCents === 0) return payment;
      return { ...payment, amountCents, paid: `${formatMinorUnits(minorUnits, digits)} ${currency}` };
    };
  }
}
