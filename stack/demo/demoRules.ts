import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatDuration, parseDuration } from "../../config/values";
import { DEFAULT_RULES } from "../../pipelines/rulesOption";

/** The gap of rules/default.yaml, which all its windows are scaled by. */
const DEFAULT_GAP_MS = 600_000;

/**
 * The default rules with all windows as much shorter as `gapMs` is than their gap: nobody who watches a demo waits for
 * days. Whole seconds, which sliding windows have.
 */
export function demoRules(source: string, gapMs: number): string {
  const factor = (Math.max(1, Math.round(gapMs / 1_000)) * 1_000) / DEFAULT_GAP_MS;
  return source.replaceAll(/window: \{[^}]*\}/g, (window) =>
    window.replaceAll(/\d+(?:ms|s|m|h|d)/g, (text) => formatDuration(Math.round(parseDuration(text) * factor))),
  );
}

/** Writes the rules of a demo into its state folder. Gives the path. */
export function writeDemoRules(stateDir: string, gapMs: number): string {
  mkdirSync(stateDir, { recursive: true });
  const path = join(stateDir, "rules.yaml");
  const head = "# rules/default.yaml with shorter windows, for the demo.\n";
  writeFileSync(path, head + demoRules(readFileSync(DEFAULT_RULES, "utf8"), gapMs));
  return path;
}
