import type { Browser } from "playwright-core";
import { launchBrowser, openPage, type Size, type Theme } from "./browser";

/** A browser for the tests of a file; what a test opens ends with it. */
export function browserOfFile() {
  let browser: Browser;
  const opened: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  afterAll(() => browser.close());

  /** A fresh page, with what it complains of. */
  async function openFresh(url: string, size?: Size, theme?: Theme) {
    const { page, complaints, close } = await openPage(browser, url, size, theme);
    opened.push(close);
    return { page, complaints };
  }

  return {
    openFresh,
    /** A page that follows the viewer. */
    async open(url: string, size?: Size, theme?: Theme) {
      const { page, complaints } = await openFresh(url, size, theme);
      await page.waitForSelector("[data-state=live]");
      return { page, complaints };
    },
    /** Ends something with the test, before what was opened earlier. */
    closing<T extends { close: () => Promise<unknown> }>(one: T): T {
      opened.push(one.close);
      return one;
    },
  };
}
