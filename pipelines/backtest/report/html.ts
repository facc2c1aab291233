import { html } from "hono/html";

/** A part of the page; whatever a template gets that is no such part is escaped. */
export type Html = ReturnType<typeof html>;

export { html };

/** A part, or nothing. */
export function when(condition: unknown, part: () => Html): Html | "" {
  return condition ? part() : "";
}

/** `1,234` */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1234567.5` as `1,234,567.50`, or without cents where there are none. */
export function money(amount: string): string {
  const [whole, cents] = amount.split(".");
  const shown = BigInt(whole).toLocaleString("en-US");
  return cents === undefined ? shown : `${shown}.${cents.padEnd(2, "0")}`;
}

/** `2026-01-05T00:14:17.771Z` as `2026-01-05 00:14:17`. */
export function moment(timestamp: string): string {
  return timestamp.slice(0, 19).replace("T", " ");
}
