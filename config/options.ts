import type { z } from "zod";

/** One setting of a program. Its key in `Options` is its camelCase name; flag, environment and YAML names follow from it. */
export interface Option<T> {
  /** Checks and converts a raw value; its messages complete the sentence "expected …". */
  schema: z.ZodType<T>;
  /** The raw default, as a user would write it. Without one the option is required, unless `optional`. */
  default?: string;
  optional?: boolean;
  /** What it does, with its unit. */
  describe: string;
  /** What the help shows for the value, such as `DURATION`; none for a switch. */
  value?: string;
  /** One letter for the same flag: `o` for `-o`. */
  short?: string;
  /** May be given several times: the schema gets a list. */
  repeats?: true;
  /** More names for the same flag, without dashes. */
  aliases?: string[];
  /** Older environment variables that keep working. */
  environment?: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: each option has a type of its own
export type Options = Record<string, Option<any>>;

/** What a program gets: every option by its camelCase name, checked and converted. */
export type Values<O extends Options> = {
  [K in keyof O]: O[K] extends { optional: true; schema: z.ZodType<infer T> }
    ? T | undefined
    : O[K] extends { schema: z.ZodType<infer T> }
      ? T
      : never;
};

/** `maxSession` → `max-session`: the flag's name and the YAML key. */
export function flagName(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `maxSession` → `FRAUD_MAX_SESSION`. */
export function environmentName(prefix: string, option: string): string {
  return `${prefix}_${flagName(option).replaceAll("-", "_").toUpperCase()}`;
}
