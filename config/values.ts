import { z } from "zod";
import { howWritten, written } from "./written";

/** Milliseconds from `250ms`, `10s`, `10m`, `24h`, `7d` or a sum such as `1h30m`. */
export function duration(limits: { min?: string; max?: string } = {}) {
  const min = limits.min === undefined ? 0 : parseDuration(limits.min);
  const max = limits.max === undefined ? Number.MAX_SAFE_INTEGER : parseDuration(limits.max);
  const bounds = [limits.min && `at least ${limits.min}`, limits.max && `at most ${limits.max}`].filter(Boolean);
  const expected = `a duration such as 500ms, 10s, 10m or 1h30m${bounds.length ? `, ${bounds.join(" and ")}` : ""}`;
  const schema = z.unknown().transform((value, context) => {
    const ms = parseDuration(String(value));
    if (ms >= min && ms <= max) return ms;
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
  return written(schema, { expected, pattern: DURATION });
}

const DURATION = /^(\d+(\.\d+)?(ms|s|m|h|d))+$/;

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** NaN where the text is no duration. */
export function parseDuration(text: string): number {
  const parts = DURATION.test(text) ? text.matchAll(/([\d.]+)(ms|s|m|h|d)/g) : [];
  let ms = Number.NaN;
  for (const [, amount, unit] of parts) ms = (Number.isNaN(ms) ? 0 : ms) + Number(amount) * UNIT_MS[unit];
  return Number.isInteger(Math.round(ms * 1e6) / 1e6) ? Math.round(ms) : Number.NaN;
}

/** The shortest way to write `ms`, as `duration` reads it. */
export function formatDuration(ms: number): string {
  for (const unit of ["d", "h", "m", "s"]) {
    if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0) return `${ms / UNIT_MS[unit]}${unit}`;
  }
  return `${ms}ms`;
}

/** A whole number. Accepts `10_000` and `1e6` as people write them. */
export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {}) {
  return number({ min, max, whole: true });
}

/** A decimal number between `min` and `max`. */
export function number({ min = 0, max = Number.MAX_VALUE, whole = false } = {}) {
  const bounds = max >= Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `between ${min} and ${max}`;
  const expected = `a ${whole ? "whole " : ""}number ${bounds}`;
  const schema = z.unknown().transform((value, context) => {
    const text = String(value);
    const parsed = NUMBER.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
    if (parsed >= min && parsed <= max && (!whole || Number.isSafeInteger(parsed))) return parsed;
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
  return written(schema, { expected, pattern: NUMBER, numbers: { min, max } });
}

const NUMBER = /^-?\d[\d_]*(\.\d+)?([eE][+-]?\d+)?$/;

/** A fraction from `0.05` or `5%`. */
export function share() {
  const expected = "a share between 0 and 1, or a percentage such as 5%";
  const schema = z.unknown().transform((value, context) => {
    const text = String(value);
    if (SHARE.test(text)) return Number.parseFloat(text) / (text.endsWith("%") ? 100 : 1);
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
  return written(schema, { expected, pattern: SHARE, numbers: { min: 0, max: 1 } });
}

const SHARE = /^(0(\.\d+)?|1(\.0+)?|(\d{1,2}(\.\d+)?|100(\.0+)?)%)$/;

export function text() {
  return z.union([z.string(), z.number()], { error: "a text" }).transform(String).pipe(z.string().min(1, "a text"));
}

/** A path; nothing is opened here. */
export function path() {
  return z.string({ error: "a path" }).min(1, "a path");
}

export function oneOf<const T extends readonly [string, ...string[]]>(choices: T) {
  const expected = `one of ${choices.join(", ")}`;
  return written(z.enum(choices, { error: expected }), { expected, pattern: new RegExp(`^(${choices.join("|")})$`) });
}

/** What `schema` takes, or a word that stands for `value`. */
export function orWord<T>(word: string, value: T, schema: z.ZodType<T>) {
  const how = howWritten(schema);
  const either = z.union([z.literal(word).transform(() => value), schema]);
  if (how === undefined) return either;
  const pattern = new RegExp(`^${word}$|${how.pattern.source}`);
  return written(either, { ...how, expected: `${how.expected}, or ${word}`, pattern });
}

/** `true` or `false`; a flag without a value means `true`. */
export function toggle() {
  const expected = "true or false";
  const word = z.enum(["true", "false"]).transform((text) => text === "true");
  const schema = z.union([z.boolean(), word], { error: expected });
  return written(schema, { expected, pattern: /^(true|false)$/, booleans: true });
}

const HOST_PORT = /^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/;

/** `http://HOST:PORT` or `https://…`, without a slash at its end; http where nothing is said. */
export function httpUrl() {
  return z
    .string({ error: "http://HOST:PORT" })
    .transform((value) => (/^https?:\/\//.test(value) ? value : `http://${value}`))
    .refine((value) => URL.canParse(value), "http://HOST:PORT")
    .transform((value) => value.replace(/\/+$/, ""));
}

/** `HOST:PORT`. */
export function address() {
  return z.string({ error: "HOST:PORT" }).refine(isAddress, "HOST:PORT with a port between 0 and 65535");
}

function isAddress(candidate: string): boolean {
  const match = HOST_PORT.exec(candidate);
  return match !== null && Number(match[2]) <= 65_535;
}

/** `HOST:PORT[,HOST:PORT…]`, or a YAML list of them. */
export function addresses() {
  return z
    .union([z.string().transform((list) => list.split(",").map((entry) => entry.trim())), z.array(z.string())], {
      error: "HOST:PORT[,HOST:PORT…]",
    })
    .refine((list) => list.length > 0 && list.every(isAddress), "HOST:PORT[,HOST:PORT…]");
}

/** Settings passed on as they are: `name=value[,name=value…]`, or a YAML map. */
export function settings() {
  const message = "name=value[,name=value…]";
  const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
  return z.union(
    [
      z.record(z.string(), scalar),
      z.string().transform((list, context) => {
        const pairs = list
          .split(",")
          .filter(Boolean)
          .map((pair) => /^\s*([^=\s]+)\s*=(.*)$/s.exec(pair));
        if (pairs.every((pair) => pair !== null))
          return Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
        context.addIssue({ code: "custom", message });
        return z.NEVER;
      }),
    ],
    { error: message },
  );
}
