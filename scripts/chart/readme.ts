import type { ValueDoc } from "./valuesDoc";

const BEGIN = "<!-- values: begin -->";
const END = "<!-- values: end -->";

/** `readme` with the table of values between its two marks made anew. */
export function withValuesTable(readme: string, docs: ValueDoc[]): string {
  const rows = docs.map(({ path, value, text }) => `| \`${path}\` | ${cell(defaultText(value))} | ${cell(text)} |`);
  const table = ["| value | default | what it does |", "| --- | --- | --- |", ...rows].join("\n");
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md: expected the marks ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}

function defaultText(value: unknown): string {
  return value === "" ? "" : `\`${JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
