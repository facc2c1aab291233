import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { latencySection, throughputSection } from "./comparisonSections";
import { fillSections } from "./fillSections";
import { growthSection } from "./growthSection";
import type { Results } from "./resultFiles";
import { scalingSection } from "./scaling";

const page = join(__dirname, "../../docs/performance.md");
/** Where the page's own figures and plots are. */
export const pageFolder = join(__dirname, "../../docs/performance");

const NOT_MEASURED = "Not measured yet.";

/** Every part of docs/performance.md that is made of figures, by its name. */
export function sectionsOf({ sideBySide: { throughput, latency }, growth }: Results): Record<string, string> {
  return {
    throughput: throughput === undefined ? NOT_MEASURED : throughputSection(throughput),
    latency: latency === undefined ? NOT_MEASURED : latencySection(latency),
    growth: growth === undefined ? NOT_MEASURED : growthSection(growth),
    scaling: scalingSection({ throughput, latency }, growth) ?? NOT_MEASURED,
  };
}

/** Writes the figures into docs/performance.md. */
export function fillPerformancePage(results: Results): void {
  writeFileSync(page, fillSections(readFileSync(page, "utf8"), sectionsOf(results)));
}
