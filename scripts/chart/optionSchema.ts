import type { Option, Options } from "../../config/options";
import { howWritten } from "../../config/written";
import { program as generator } from "../../generator/config";
import { keeperOptions } from "../../pipelines/keeper/keeperOptions";
import { viewerOptions } from "../../viewer/options";

const PROGRAMS: Record<string, Options> = {
  generator: generator.options,
  viewer: viewerOptions,
  pipeline: keeperOptions,
};

/** The program's option that a value such as `generator.options.rate` stands for. */
export function optionOf(path: string): Option<unknown> | undefined {
  const [part, , name] = /^(\w+)\.options\.(\w+)$/.test(path) ? path.split(".") : [];
  return PROGRAMS[part]?.[name];
}

/**
 * What may be right for an option; the program itself looks closer. helm shows no text of a schema but the value of `const`: it is
 * what tells "value must be 'a rate such as …'", and no right value itself.
 */
export function optionSchema({ schema }: Option<unknown>): Record<string, unknown> {
  const scalar = { type: ["string", "number", "boolean", "null"] };
  const how = howWritten(schema);
  if (how === undefined) return scalar;
  const { expected, pattern, numbers, booleans } = how;
  const right: object[] = [{ enum: ["", null] }, { type: "string", pattern: pattern.source }];
  if (numbers !== undefined) right.push({ type: "number", minimum: numbers.min, ...maximum(numbers.max) });
  if (booleans) right.push({ type: "boolean" });
  return { ...scalar, if: { anyOf: right }, else: { const: expected }, not: { const: expected } };
}

function maximum(max = Number.MAX_SAFE_INTEGER): object {
  return max >= Number.MAX_SAFE_INTEGER ? {} : { maximum: max };
}
