import { stringify } from "yaml";
import { printable } from "../../transforms/alertText";

/** What the record of a version says, as a file of rules has it; undefined where it removes the rule, or the rates. */
export function writtenRule(record: string): string | undefined {
  const { id, version, rule, rates, parameters } = JSON.parse(record);
  if (rates !== undefined) return written({ rates });
  if (rule === undefined) return undefined;
  const named = parameters === undefined || Object.keys(parameters).length === 0 ? {} : { parameters };
  return written({ ...named, rules: [{ id, version, ...rule }] });
}

function written(file: object): string {
  const text = stringify(file, { lineWidth: 0 });
  return text.trimEnd().split("\n").map(printable).join("\n");
}
