import { formatDuration } from "./values";

/** Texts to the left, figures to the right; `texts`: from which column on they are texts again. */
export function table(head: string[], rows: string[][], texts = head.length): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 0 || i >= texts ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join("  ")
      .trimEnd();
  return [head, ...rows].map(line).join("\n");
}

export function percent(share: number): string {
  const figure = 100 * share;
  return `${figure > 0 && figure < 10 ? Number(figure.toFixed(1)) : Math.round(figure)} %`;
}

/** A length of time in its two largest units. */
export function about(ms: number): string {
  if (ms < 1_000) return "0s";
  const units: [number, number][] = [
    [86_400_000, 3_600_000],
    [3_600_000, 60_000],
    [60_000, 1_000],
  ];
  const [large, small] = units.find(([unit]) => ms >= unit) ?? [1_000, 1_000];
  const rounded = Math.round(ms / small) * small;
  const rest = rounded % large;
  return rest === 0 || ms < 60_000
    ? formatDuration(rounded)
    : `${formatDuration(rounded - rest)}${formatDuration(rest)}`;
}
