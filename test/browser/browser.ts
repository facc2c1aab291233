import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Where tests leave their pictures for a person to look at. */
export const SCREENSHOTS = process.env.SCREENSHOTS ?? join(tmpdir(), "viewer-screenshots");

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
export type Size = keyof typeof SIZES;
export type Theme = "light" | "dark";

/** A headless chromium that talks to nobody but the page. */
export function launchBrowser(): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
}

/** A fresh page, with what it complained of on its console. */
export async function openPage(browser: Browser, url: string, size: Size = "desktop", theme: Theme = "light") {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** Keeps a picture of what the page shows now. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
