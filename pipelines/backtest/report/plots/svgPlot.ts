import { type PlotOptions, plot } from "@observablehq/plot";
import { raw } from "hono/html";
import { parseHTML } from "linkedom";

/** Wide enough for a phone at its own size; a desktop shows two beside each other. */
export const PLOT_WIDTH = 460;

/** A plot as SVG that takes its colours from the page; `description` is for those who cannot see it. */
export function svgPlot(description: string, options: PlotOptions) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot({
    width: PLOT_WIDTH,
    style: { background: "none", fontSize: "12px", fontFamily: "inherit" },
    ...options,
    document,
  });
  // One picture with one name: its parts are not told.
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", description);
  return raw(svg.outerHTML);
}

export const COLORS = {
  scheme: "var(--scheme)",
  honest: "var(--honest)",
  unlabelled: "var(--unlabelled)",
  accent: "var(--accent)",
  second: "var(--second)",
  surface: "var(--surface)",
  muted: "var(--muted)",
};
