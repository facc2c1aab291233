import { toCents } from "../shared/format.js";

/** Ways in which people write an amount, with what groups its digits and what stands before its cents. */
const WAYS = [
  { form: /^\d+([.,]\d{0,2})?$/, groups: /$^/g },
  { form: /^\d{1,3}(,\d{2,3})*,\d{3}(\.\d{0,2})?$/, groups: /,/g },
  { form: /^\d{1,3}(\.\d{3})+,\d{0,2}$/, groups: /\./g },
  { form: /^\d{1,3}(\.\d{3}){2,}$/, groups: /\./g },
  { form: /^\d{1,3}([\s'’]\d{3})+([.,]\d{0,2})?$/, groups: /[\s'’]/g },
];
/** No total has more. */
const MOST_DIGITS = 40;

/**
 * Reads an amount as it was typed: `20000`, `20,000.50`, `20.000,50`, `20 000,50`, `20,50`; what may be two amounts is neither.
 * @param {string} typed
 * @returns {{ cents?: bigint, problem: string }} no cents where nothing was typed; `problem`: why it is no amount, "" where it is
 */
export function typedAmount(typed) {
  const text = typed.trim();
  if (text === "") return { problem: "" };
  if (/^\d{1,3}\.\d{3}$/.test(text)) {
    const [whole, rest] = text.split(".");
    return { problem: `“${text}” may be ${whole} or ${whole},${rest}: write ${whole}.00 or ${whole}${rest}` };
  }
  const way = WAYS.find(({ form }) => form.test(text));
  const decimal = way === undefined ? "" : text.replace(way.groups, "").replace(",", ".").replace(/\.$/, "");
  if (decimal === "" || decimal.split(".")[0].length > MOST_DIGITS)
    return { problem: `“${text}” is no amount such as 9500 or 9,500.50` };
  return { cents: toCents(decimal), problem: "" };
}
