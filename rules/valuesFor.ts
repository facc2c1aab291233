import type { Values } from "./conditions/condition";
import type { Rule } from "./rule";
import { kept, type Summary } from "./summary/summary";

/** What the condition of a rule asks of a window, by name. */
export function valuesFor({ names }: Rule, summary: Summary): Values {
  const values: Values = {};
  for (const { name, needs, read } of names) {
    values[name] = read(
      summary,
      needs.map(({ id }) => kept(summary, id)),
    );
  }
  return values;
}
