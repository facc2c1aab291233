/** A Markdown table that is also a table in a terminal: the first column is text, all others are figures. */
export function markdownTable(head: string[], rows: string[][]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, ...[head, ...rows].map((row) => lengthOf(row[column] ?? cell))),
  );
  const line = (cells: string[]) => `| ${cells.map((cell, column) => pad(cell, widths[column], column)).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

function pad(cell: string, width: number, column: number): string {
  const gap = " ".repeat(Math.max(0, width - lengthOf(cell)));
  return column === 0 ? cell + gap : gap + cell;
}

/** Characters as a person counts them. */
const lengthOf = (text: string) => [...text].length;
