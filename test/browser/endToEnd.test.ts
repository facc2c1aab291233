import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { TruthRecord } from "../../generator/schemes/truth";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { startGeneratorProcess } from "../live/support/generatorProcess";
import { command, until } from "../live/support/job";
import { createTestStack, removeTestStack } from "../live/support/testStack";
import { startViewerProcess, type ViewerProcess } from "../live/support/viewerProcess";
import { launchBrowser, openPage, type Size, screenshot } from "./browser";

/** Of the detector and of the schemes: short, so that final alerts come soon. */
const GAP = ["--gap", "10s"];

let stack: Stack;
let viewer: ViewerProcess;
let browser: Browser;
let broker: string[];

beforeAll(async () => {
  stack = createTestStack();
  broker = ["--brokers", `127.0.0.1:${stack.settings.ports.kafka}`];
  [browser] = await Promise.all([launchBrowser(), stack.up()]);
  viewer = await startViewerProcess([...broker, "--from-beginning"]);
  await command("pipelines/submit.ts", [...addressFlags(stack.settings), ...GAP]);
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await viewer?.stop();
  await removeTestStack(stack);
}, 120_000);

/** Opens the viewer's page as a person does. */
async function open(path: string, size?: Size): Promise<Page> {
  const { page } = await openPage(browser, `${viewer.url}${path}`, size);
  await page.waitForSelector("[data-state=live]");
  return page;
}

test("a planted scheme goes from the generator through Flink to a row, its evidence and a link to it", async () => {
  const page = await open("/");
  await page.getByText("No alerts yet").waitFor();

  const truthFile = join(mkdtempSync(join(tmpdir(), "end-to-end-")), "truth.jsonl");
  const honest = ["--accounts", "500", "--account-prefix", "ACC-", "--amounts", "log-normal", "--rate", "20/s"];
  const planted = ["--schemes", "10%", "--kinds", "structuring", "--parts", "4", ...GAP, "--truth", truthFile];
  const generator = startGeneratorProcess([...broker, ...honest, ...planted, "--duration", "30s"]);
  expect(await generator.ended()).toBe(0);
  const records = readFileSync(truthFile, "utf8").trim().split("\n");
  const schemes = records.map((line) => JSON.parse(line) as TruthRecord).filter(({ found }) => found);
  const scheme = schemes[0];
  const [origin, target] = scheme.accounts;

  await page.getByLabel("Account").fill(origin);
  const row = page.locator("#rows .row").filter({ hasText: origin }).filter({ hasText: target });
  await row.getByText("Final").waitFor({ timeout: 120_000 });
  await row.click();
  const details = page.getByRole("region", { name: "Details" });
  const payments = details.locator("tbody tr");
  await payments.first().waitFor();
  expect(await payments.count()).toBe(scheme.transactions.length);
  for (const { amount } of scheme.transactions) {
    const shown = Number(amount).toLocaleString("en", { minimumFractionDigits: 2 });
    await details.locator("tbody").getByText(shown).first().waitFor();
  }
  await screenshot(page, "end-to-end-detail");

  const linked = await open(`/${new URL(page.url()).hash}`, "phone");
  await linked.getByText("4 payments of this pair").waitFor();
  await screenshot(linked, "end-to-end-detail-phone");

  await page.getByRole("button", { name: "Clear" }).click();
  await until(async () => (await viewer.shown()).length === schemes.length, "every scheme to be shown once");
  await screenshot(page, "end-to-end-list");
}, 300_000);
