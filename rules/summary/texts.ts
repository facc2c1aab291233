/** Orders texts as their bytes in UTF-8 do; JavaScript's own order differs where characters are beyond U+FFFF. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
