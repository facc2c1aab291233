import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Growth } from "../growth/results";
import type { SideBySide } from "../sideBySide/results";
import { growthPlots } from "./growthPlots";
import { sideBySidePlots } from "./sideBySidePlots";

/** All figures of a folder. */
export interface Results {
  sideBySide: SideBySide;
  growth?: Growth;
}

const SIDE_BY_SIDE = "side-by-side.json";
const GROWTH = "growth.json";

export function readResults(folder: string): Results {
  return {
    sideBySide: readJson<SideBySide>(join(folder, SIDE_BY_SIDE)) ?? {},
    growth: readJson<Growth>(join(folder, GROWTH)),
  };
}

/** Writes figures and draws the plots of them. */
export function writeResults(folder: string, { sideBySide, growth }: Results): void {
  mkdirSync(folder, { recursive: true });
  if (sideBySide.throughput ?? sideBySide.latency) writeJson(join(folder, SIDE_BY_SIDE), sideBySide);
  if (growth !== undefined) writeJson(join(folder, GROWTH), growth);
  const plots = { ...sideBySidePlots(sideBySide), ...(growth === undefined ? {} : growthPlots(growth)) };
  for (const [name, picture] of Object.entries(plots)) writeFileSync(join(folder, name), picture);
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}

/** With as many digits as were measured. */
function writeJson(file: string, value: unknown): void {
  const rounded = (_: string, part: unknown) =>
    typeof part === "number" && !Number.isInteger(part) ? Number(part.toPrecision(6)) : part;
  writeFileSync(file, `${JSON.stringify(value, rounded, 2)}\n`);
}
