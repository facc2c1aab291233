/** More than any amount has, with whatever scale. */
const MAX_BYTES = 64;

/** Whole numbers of so many bytes are read as numbers, exactly. */
export const EXACT_BYTES = 6;

/** The digits of a decimal, from its unscaled value as a big-endian two's complement; undefined where it is absurdly long. */
export function decimalText(bytes: Buffer, scale: number): string | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  if (bytes.length <= EXACT_BYTES)
    return pointed(bytes.length === 0 ? "0" : String(bytes.readIntBE(0, bytes.length)), scale);
  return pointed(String(BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`))), scale);
}

/** `12345` with scale 2 is `123.45`, with scale 3 `12.345`; without needless zeros. */
function pointed(unscaled: string, scale: number): string {
  if (scale === 0) return unscaled;
  const sign = unscaled.startsWith("-") ? "-" : "";
  const digits = unscaled.slice(sign.length).padStart(scale + 1, "0");
  let end = digits.length;
  const point = digits.length - scale;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end--;
  return `${sign}${digits.slice(0, point)}${end > point ? `.${digits.slice(point, end)}` : ""}`;
}

const ZERO = 48;
