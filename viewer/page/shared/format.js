const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `23597.5` → `23,597.50`, digit by digit: no total is ever rounded. @param {string} decimal */
export function money(decimal) {
  const [whole, fraction = ""] = decimal.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction.padEnd(2, "0")}`;
}

/** How many characters `money` makes of it, without making them. @param {string} decimal */
export function moneyLength(decimal) {
  const point = decimal.indexOf(".");
  const digits = point < 0 ? decimal.length : point;
  return digits + Math.floor((digits - 1) / 3) + 3;
}

/** With the currency behind it, where it is known: `200,000 JPY`. @param {string} text @param {string} [currency] */
export function withCurrency(text, currency) {
  return currency === undefined ? text : `${text} ${currency}`;
}

/** An amount in another currency, with as many decimals as it is written with. @param {string} decimal */
export function originalMoney(decimal) {
  const [whole, ...fraction] = decimal.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...fraction].join(".");
}

/** Exact cents of a decimal. @param {string} decimal */
export function toCents(decimal) {
  const [whole, fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

/** @param {bigint} cents not negative */
export function centsAsDecimal(cents) {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** @param {bigint} cents not negative */
export function centsAsMoney(cents) {
  return money(centsAsDecimal(cents));
}

/** `22 Nov 21:50:40`, with the year when it is another one, in UTC. @param {number} ms */
export function instant(ms) {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const day = `${String(date.getUTCDate()).padStart(2, "0")} ${MONTHS[date.getUTCMonth()]}`;
  return `${day}${year === new Date().getUTCFullYear() ? "" : ` ${year}`} ${date.toISOString().slice(11, 19)}`;
}

/** `2 h 5 min`, at most two units. @param {number} ms */
export function timeSpan(ms) {
  const units = /** @type {const} */ ([
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
  ]);
  const parts = [];
  let rest = ms;
  for (const [name, size] of units) {
    if (rest >= size && parts.length < 2) parts.push(`${Math.floor(rest / size)} ${name}`);
    rest %= size;
  }
  return parts.length === 0 ? `${Math.round(ms)} ms` : parts.join(" ");
}

/** `1 payment`, `2 payments`. @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A measured value: digits of numbers in groups, times in UTC, any other text as it is. @param {string} text */
export function measured(text) {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))) return instant(Date.parse(text));
  return grouped(text);
}

/** Digits of a number in groups, as many decimals as it is written with; any other text as it is. @param {string} text */
export function grouped(text) {
  return text.replace(/^\d{4,}(?=\.\d+$|$)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

/** What people call the three timings. */
export const TIMING_NAMES = { EARLY: "Early", ON_TIME: "Final", LATE: "Corrected" };
