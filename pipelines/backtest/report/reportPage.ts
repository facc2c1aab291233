import { readFileSync } from "node:fs";
import { join } from "node:path";
import { raw } from "hono/html";
import type { Backtest } from "../result";
import { html } from "./html";
import { changeSection } from "./sections/changeSection";
import { headSection } from "./sections/headSection";
import { kindsSection, overlapSection } from "./sections/matrices";
import { rulesSection } from "./sections/rulesSection";
import { sweepSection } from "./sections/sweepSection";
import { worstSection } from "./sections/worstSection";

const STYLE = readFileSync(join(__dirname, "report.css"), "utf8");

/** Nothing is loaded, and no script runs, whatever an account is called. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The report as one page that needs nothing else. */
export function reportPage(backtest: Backtest): string {
  const { tried, against, change, sweeps, seed } = backtest;
  const isLabelled = Object.keys(tried.all.kinds).length > 0;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Backtest of ${tried.file}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${headSection(backtest)}
${change ? changeSection(change) : ""}
${rulesSection(tried, against ? `Rules of ${tried.file}` : "Rules")}
${sweeps.map(sweepSection)}
${isLabelled ? kindsSection(tried) : ""}
${overlapSection(tried)}
${worstSection(tried)}
${against ? rulesSection(against, `Rules of ${against.file}`) : ""}
</main>
<footer>Ranges hold 95 of 100 samples of the archive's days and schemes (seed ${seed}). What each figure means: docs/backtest.md. All figures: report.json.</footer>
</body>
</html>
`);
}
