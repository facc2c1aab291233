import { ConfigError } from "../../config/readConfig";
import { formatDuration, parseDuration } from "../../config/values";

/** A parameter of a rule with the values that it shall have, written as in a rule file. */
export interface Sweep {
  rule: string;
  parameter: string;
  values: string[];
  /** As it was given, for messages. */
  text: string;
}

const EXPECTED = "RULE.PARAMETER=FROM..TO/STEP, such as structuring.limit=5000..15000/1000, or a list of values 1,2,3";
const MAX_VALUES = 1_000;

/** Reads `RULE.PARAMETER=FROM..TO/STEP` or a list. Throws a `ConfigError`. */
export function parseSweep(text: string): Sweep {
  const match = /^([a-z0-9-]+)\.([A-Za-z][A-Za-z0-9]*)=(.+)$/.exec(text);
  const refuse = (expected: string) =>
    new ConfigError([`--sweep: found ${JSON.stringify(text)}, expected ${expected}`]);
  if (match === null) throw refuse(EXPECTED);
  const [, rule, parameter, values] = match;
  const range = /^([^,/]+)\.\.([^,/]+)\/([^,/]+)$/.exec(values);
  if (range === null) return { rule, parameter, values: unique(values.split(",").map((value) => value.trim())), text };
  const [from, to, step] = range.slice(1).map((one) => one.trim());
  const unit = [from, to, step].every(isDecimal) ? decimals : durations;
  const [first, last, by] = [from, to, step].map((one) => unit.read(one, from, to, step));
  if ([first, last, by].some(Number.isNaN)) throw refuse(EXPECTED);
  if (by <= 0 || last < first) throw refuse("a FROM that is not above TO, and a STEP above 0");
  const count = Math.floor((last - first) / by) + 1;
  if (count > MAX_VALUES) throw refuse(`at most ${MAX_VALUES} values, not ${count}`);
  const written = Array.from({ length: count }, (_, i) => unit.write(first + i * by, from, to, step));
  return { rule, parameter, values: written, text };
}

function unique(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))];
}

const isDecimal = (text: string) => /^-?\d{1,12}(\.\d{1,4})?$/.test(text);

/** Whole numbers of the finest unit that is written, so that steps add up exactly. */
const decimals = {
  read: (text: string, ...all: string[]) => Math.round(Number(text) * 10 ** digitsOf(all)),
  write: (units: number, ...all: string[]) => String(Number((units / 10 ** digitsOf(all)).toFixed(digitsOf(all)))),
};

function digitsOf(all: string[]): number {
  return Math.max(...all.map((text) => text.split(".")[1]?.length ?? 0));
}

const durations = { read: (text: string) => parseDuration(text), write: (ms: number) => formatDuration(ms) };
