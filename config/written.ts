import type { z } from "zod";

/** How people may write a value, for those who check it without its schema, such as a chart's JSON Schema. */
export interface Written {
  /** Completes the sentence "expected …". */
  expected: string;
  /** Every text that is taken; limits may refuse some of them. */
  pattern: RegExp;
  /** The bare numbers that are taken; none where it is left out. */
  numbers?: { min: number; max?: number };
  /** Whether bare `true` and `false` are taken. */
  booleans?: boolean;
}

/** `schema`, which says how its values are written. */
export function written<S extends z.ZodType>(schema: S, how: Written): S {
  return schema.meta({ written: how });
}

/** How the values of `schema` are written; undefined where any scalar may be right. */
export function howWritten(schema: z.ZodType): Written | undefined {
  return schema.meta()?.written as Written | undefined;
}
