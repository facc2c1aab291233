/** Exact cents of a decimal of any length. */
export function centsOf(decimal: string): bigint {
  const [whole, fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

/** A decimal of cents that are not negative. */
export function decimalOf(cents: bigint): string {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
