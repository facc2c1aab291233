import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { simulatedDay } from "../generator/simulatedDay";
import { detectInText } from "../pipelines/embedded/detectInText";
import { DEFAULT_RULES, readRules } from "../pipelines/rulesOption";
import { launchBrowser } from "../test/browser/browser";
import { serveViewer } from "../test/browser/viewerServer";

// The README's pictures: the page as it shows a simulated day, and what the first run prints at its end.
// Usage: npm run pictures (needs Debian's chromium)

const FOLDER = join(__dirname, "../docs/pictures");
const HOUR_MS = 3_600_000;
const TERMINAL = "margin:0;white-space:pre-wrap;padding:16px;font:14px/1.45 monospace;background:#14181f;color:#dfe6ee";

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  await pageOfADay(browser);
  await endOfFirstRun(browser);
  await browser.close();
}

async function pageOfADay(browser: Browser): Promise<void> {
  const day = simulatedDay({ seed: "1", startMs: Date.now() - 24 * HOUR_MS, rich: true });
  const { alerts } = detectInText(day.lines, {
    rules: readRules(DEFAULT_RULES, 100),
    early: false,
    restarts: false,
    allowedLatenessMs: 0,
    maxFutureSkewMs: HOUR_MS,
    maxRecordBytes: 65_536,
  });
  const viewer = await serveViewer();
  viewer.send(...alerts);
  const page = await browser.newPage({ viewport: { width: 1440, height: 1240 } });
  const shown = alerts.findLast(({ rule }) => rule?.id === "pass-through") ?? alerts[alerts.length - 1];
  await page.goto(`${viewer.url}/#/alert/${shown.id}`);
  await page.locator("#side .graph canvas").first().waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(FOLDER, "page.png") });
  await page.close();
  await viewer.close();
}

async function endOfFirstRun(browser: Browser): Promise<void> {
  const printed = execFileSync("npm", ["start", "--silent"], { encoding: "utf8", cwd: join(__dirname, "..") });
  const page = await browser.newPage({ viewport: { width: 1080, height: 100 } });
  const lines = printed.trimEnd().split("\n");
  const summary = lines.findIndex((line) => line.startsWith("Transactions read"));
  const shown = ["$ npm start", "…", ...lines.slice(summary - 7)]
    .join("\n")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
  await page.setContent(`<pre style="${TERMINAL}">${shown}</pre>`);
  await page.locator("pre").screenshot({ path: join(FOLDER, "first-run.png") });
  await page.close();
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
