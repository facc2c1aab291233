/** Colours that can be told apart by people who see few, on light and on dark ground. */
const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#8a6d00"];
const DARK = ["#56b4e9", "#e69f00", "#2fbf94", "#e78ac3", "#f0e442"];

const colors = (palette: string[]) =>
  palette.map((color, index) => `.f${index}{fill:${color}}.s${index}{stroke:${color}}`).join("");

const STYLE = [
  "text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:14px}",
  ".ground{fill:#fff}.grid{stroke:#d0d7de;stroke-width:1}.axis{stroke:#57606a;stroke-width:1}",
  `.line{fill:none;stroke-width:2}${colors(LIGHT)}`,
  "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.grid{stroke:#30363d}.axis{stroke:#8b949e}",
  `${colors(DARK)}}`,
].join("");

/** A whole picture; `description` is for those who cannot see it. Its ground is its own, so it is legible on any page. */
export function svg(width: number, height: number, description: string, parts: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(description)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

type Anchor = "start" | "middle" | "end";

export function textAt(x: number, y: number, content: string, anchor: Anchor = "start", name?: string): string {
  const attributes = name === undefined ? "" : ` class="${name}"`;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${attributes}>${escapeText(content)}</text>`;
}

export function lineBetween(name: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${name}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

/** A tenth of a pixel is exact enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escapeText(content: string): string {
  return content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
