import { createJobWatch, type JobSeen } from "../../viewer/health/jobWatch";
import { alertOf } from "../viewer/alerts";
import { createFakeReader } from "../viewer/fakeReader";
import { violations } from "./accessibility";
import { SIZES, type Size, screenshot, type Theme } from "./browser";
import { browserOfFile } from "./pages";
import { serveViewer } from "./viewerServer";

const HOSTILE = `<img src=x onerror="document.title='owned'">`;

const { open, closing } = browserOfFile();

/** A viewer that knows of a job and of what was rejected. */
async function serve() {
  const seen: JobSeen = { state: "running", name: "fraud-detection", checkpointMs: Date.now() - 4_000 };
  const watch = createJobWatch(async () => ({ ...seen }));
  await watch.lookOnce();
  const reader = createFakeReader();
  const viewer = closing(await serveViewer(0, { job: watch, rejected: { topic: "transactions-dead-letter", reader } }));
  for (let i = 0; i < 1_217; i++) {
    const [reason, detail] =
      i % 9 === 0 ? ["field-count", `found ${HOSTILE}`] : ["bad-amount", `amount: found "${i},5x", expected a decimal`];
    reader.send(Buffer.from(JSON.stringify({ reason, detail })));
  }
  viewer.lines.send(
    alertOf({ startMs: Date.now() - 1_000, cents: [600_000, 600_000], overrides: { timing: "EARLY", final: false } }),
  );
  viewer.send(alertOf());
  return { ...viewer, seen, watch };
}

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as Theme[]) {
    test(`health, ${size}, ${theme}: accessible, nothing cut off, a picture kept`, async () => {
      const viewer = await serve();
      const { page, complaints } = await open(`${viewer.url}/#/health`, size, theme);
      await page.getByRole("region", { name: "Rejected by reason" }).waitFor();
      expect(await page.locator("#health").textContent()).toContain(HOSTILE);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
      expect(await page.locator("#health").evaluate((room) => room.scrollWidth <= room.clientWidth)).toBe(true);
      await screenshot(page, `health-${size}-${theme}`);
      expect(complaints).toEqual([]);
    });
  }
}

test("beside the title stands how late alerts come, that the job runs and what was rejected; it leads to the room, and home leads back", async () => {
  const viewer = await serve();
  const { page, complaints } = await open(viewer.url);
  expect(await page.textContent("#state")).toMatch(
    /^Live · alerts \d\.\d s after payment · job running · 1,217 rejected$/,
  );
  await page.locator("#tab-health").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Job fraud-detection runs").waitFor();
  await page.getByRole("link", { name: "Fraud alerts" }).click();
  await page.locator("#list").waitFor();
  expect(complaints).toEqual([]);
});

test("a topic without a job is not green", async () => {
  const viewer = await serve();
  const { page } = await open(viewer.url);
  Object.assign(viewer.seen, { state: "none", because: "no job runs and there is no state of one" });
  await viewer.watch.lookOnce();
  await page.waitForSelector("[data-state=unjudged]");
  expect(await page.textContent("#state")).toMatch(/^Not judged · alerts .* · no job runs · 1,217 rejected$/);
  await page.locator("#tab-health").click();
  await page.getByText("No job runs. The keeper says: no job runs and there is no state of one.").waitFor();
  await screenshot(page, "health-no-job");
  expect(await violations(page)).toEqual([]);
});
