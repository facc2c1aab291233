/** A figure with as many digits as say something: 0.123, 1.23, 12.3, 123, 1,234. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(size >= 10 ? 1 : size >= 1 || size === 0 ? 2 : 3);
}

/** `2.11x`; `–` where there is nothing to compare with. */
export function ratio(value: number | undefined, base: number | undefined): string {
  if (value === undefined || base === undefined || base === 0) return "–";
  return `${(value / base).toFixed(2)}x`;
}
