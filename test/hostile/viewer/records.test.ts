import { type AttackedViewer, startAttackedViewer } from "./attackedViewer";

/** Bounds are of memory and of the processor; the clock on the wall is for a machine that hangs. */
const LONG_MS = 600_000;

let viewer: AttackedViewer;
afterEach(() => viewer.stop());

test(
  "10,000 of the largest alerts with Chinese names fit a pod of 768 MiB, and the newest are there",
  async () => {
    viewer = await startAttackedViewer(400);
    const facts = await viewer.order({ attack: "chinese", count: 10_000 });
    console.log(
      `10,000 Chinese alerts: heap ${facts.heapMegabytes.toFixed()} MB, RSS ${facts.rssMegabytes.toFixed()} MB`,
    );
    expect(facts.heapMegabytes).toBeLessThan(120);
    expect(facts.rssMegabytes).toBeLessThan(500);
    expect(await viewer.metric("viewer_alerts_bytes")).toBeLessThan(192 * 1024 * 1024);
    expect(await viewer.metric("viewer_alerts_in_view")).toBeGreaterThan(2_000);
    expect(await viewer.metric("viewer_alerts_dropped")).toBeGreaterThan(1_000);
    const newest = await (await fetch(`${viewer.url}/api/alerts?limit=1`)).json();
    expect(newest).toMatchObject({ alerts: [{ origin: `${"王".repeat(83)}009999` }] });
  },
  LONG_MS,
);

test(
  "bytes are counted as they are taken: alerts of both kinds never take more than the limit says",
  async () => {
    viewer = await startAttackedViewer(200, { POD_MEGABYTES: "256" });
    const before = await viewer.order();
    for (const attack of ["escaped", "ordinary", "chinese"] as const) {
      const facts = await viewer.order({ attack, count: 3_000 });
      const taken = facts.rssMegabytes - before.rssMegabytes;
      console.log(`${attack}: heap ${facts.heapMegabytes.toFixed()} MB, RSS +${taken.toFixed()} MB`);
      expect(facts.heapMegabytes - before.heapMegabytes).toBeLessThan(100);
      expect(facts.rssMegabytes).toBeLessThan(350);
    }
  },
  LONG_MS,
);

test("records of a million wrong things cost milliseconds, and what comes after them is shown", async () => {
  viewer = await startAttackedViewer(96);
  const { cpuMs, heapMegabytes } = await viewer.order({ attack: "emptyPayments", count: 15 });
  console.log(`45 poisoned records: ${cpuMs.toFixed()} ms of CPU, heap ${heapMegabytes.toFixed()} MB`);
  expect(cpuMs).toBeLessThan(5_000);
  await viewer.order({ attack: "ordinary", count: 3 });
  expect(await viewer.metric("viewer_alerts_in_view")).toBe(3);
  expect(await viewer.metric("viewer_records_malformed_total")).toBe(45);
});

test(
  "100,000 alerts of one pair: a put costs the same at the end as at the beginning",
  async () => {
    viewer = await startAttackedViewer(1_000, { MAX_ALERTS: "1000000", POD_MEGABYTES: "4096" });
    const first = await viewer.order({ attack: "onePair", count: 10_000 });
    const all = await viewer.order({ attack: "onePair", count: 100_000 });
    console.log(`10,000 alerts of one pair: ${first.cpuMs.toFixed()} ms of CPU, 100,000: ${all.cpuMs.toFixed()} ms`);
    expect(await viewer.metric("viewer_alerts_in_view")).toBe(100_000);
    // Ten times as many; copying the pair's alerts for each would be a hundred times.
    expect(all.cpuMs).toBeLessThan(30 * first.cpuMs);
  },
  LONG_MS,
);

test(
  "fuzzed records are skipped or shown in little memory, and the viewer answers",
  async () => {
    viewer = await startAttackedViewer(96);
    const count = Number(process.env.HOSTILE_RECORDS ?? 1_000_000);
    const { cpuMs, heapMegabytes } = await viewer.order({ attack: "fuzzed", count });
    console.log(`${count} fuzzed records: ${cpuMs.toFixed()} ms of CPU, heap ${heapMegabytes.toFixed()} MB`);
    expect(heapMegabytes).toBeLessThan(90);
    expect(await viewer.metric("viewer_alerts_in_view")).toBeGreaterThan(100);
    expect(await viewer.metric("viewer_records_malformed_total")).toBeGreaterThan(count / 8);
  },
  LONG_MS,
);
