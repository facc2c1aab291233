import { stringify } from "yaml";
import { printable } from "../../transforms/alertText";

/** What the record of a version says, as a file of rules has it; undefined where it removes the rule. */
export function writtenRule(record: string): string | undefined {
  const { id, version, rule, parameters } = JSON.parse(record);
  if (rule === undefined) return undefined;
  const named = parameters === undefined || Object.keys(parameters).length === 0 ? {} : { parameters };
  const text = stringify({ ...named, rules: [{ id, version, ...rule }] }, { lineWidth: 0 });
  return text.trimEnd().split("\n").map(printable).join("\n");
}
