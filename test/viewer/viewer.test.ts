import type { Alert } from "../../transforms/alert";
import { inTurns } from "../../viewer/inTurns";
import { alertOf, revised, START_MS } from "./alerts";
import { startViewer } from "./startViewer";

test("malformed records are counted, logged with their place, and skipped", async () => {
  const { lines, logged, printed, summary, get } = startViewer();
  lines.send(Buffer.from("no alert"), alertOf(), null);
  expect(printed).toHaveLength(1);
  expect(logged[0]).toMatchObject({ level: 40, topic: "fraud", partition: 0, offset: "0" });
  expect(summary()).toBe("Processed 1 alert, skipped 1 malformed record");
  expect(await (await get("/metrics")).text()).toContain("viewer_records_malformed_total 1");
});

test("a flood of malformed records is counted, not logged", () => {
  const { lines, logged, summary } = startViewer();
  for (let i = 0; i < 1_000; i++) lines.send(Buffer.from("no alert"));
  expect(logged).toHaveLength(101);
  expect(logged[100].msg).toMatch(/^more records are no alerts/);
  expect(summary()).toBe("Processed 0 alerts, skipped 1000 malformed records");
});

test("metrics tell what was consumed and how late an early alert came", async () => {
  const { lines, get } = startViewer();
  lines.send(alertOf({ startMs: Date.now() - 60_000 }), revised(alertOf()));
  const metrics = await (await get("/metrics")).text();
  expect(metrics).toContain("viewer_records_consumed_total 2");
  expect(metrics).toContain('viewer_consumer_lag_records{partition="0"} 0');
  expect(metrics).toContain("viewer_alert_latency_seconds_count 1");
});

test("a batch that takes long lets others have their turn", async () => {
  let turns = 0;
  let isOver = false;
  const work = inTurns(Array.from({ length: 20 }), () => busyFor(10), undefined, 30).then(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  await work;
  expect(turns).toBeGreaterThan(3);
});

function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("the service is alive without a broker, but not ready", async () => {
  const { lines, get } = startViewer();
  expect((await get("/readyz")).status).toBe(200);
  lines.away = "no answer from Kafka for 20 s";
  expect((await get("/healthz")).status).toBe(200);
  const answer = await get("/readyz");
  expect([answer.status, await answer.text()]).toEqual([503, "not ready: no answer from Kafka for 20 s\n"]);
});

test("alerts are found by account, amount and status, newest first", async () => {
  const { page, get } = startViewer();
  const small = alertOf({ origin: "Miller", cents: [600_000, 600_000] });
  const large = alertOf({ origin: "Smith", target: "miller & sons", startMs: START_MS + 1_000 });
  page.send(small, revised(large));
  const ids = async (query: string) =>
    ((await (await get(`/api/alerts?${query}`)).json()) as { alerts: { id: string }[] }).alerts.map(({ id }) => id);
  expect(await ids("")).toEqual([large.id, small.id]);
  expect(await ids("account=MILLER")).toEqual([large.id, small.id]);
  expect(await ids("account=smith")).toEqual([large.id]);
  expect(await ids("account=%22Smith%22")).toEqual([large.id]);
  expect(await ids("account=%22Smit%22")).toEqual([]);
  expect(await ids("min=12000&max=12000.00")).toEqual([small.id]);
  expect(await ids("timing=ON_TIME")).toEqual([large.id]);
  expect(await ids("limit=1&offset=1")).toEqual([small.id]);
});

test("totals above the largest single payment are found to the cent", async () => {
  const { page, get } = startViewer();
  const huge = alertOf({ origin: "a", overrides: { totalAmount: "1000000000001" } });
  const exact = alertOf({ origin: "b", overrides: { totalAmount: "90071992547409930000000.01" } });
  page.send(huge, exact);
  const total = async (query: string) =>
    ((await (await get(`/api/alerts?${query}`)).json()) as { total: number }).total;
  expect(await total("min=1000000000001")).toBe(2);
  expect(await total("min=1000000000001.01")).toBe(1);
  expect(await total("max=1000000000001.00")).toBe(1);
  expect(await total("min=90071992547409930000000.01&max=90071992547409930000000.01")).toBe(1);
  expect(await total("min=90071992547409930000000.02")).toBe(0);
});

test("a wrong question is answered with what would be right", async () => {
  const { get } = startViewer();
  const answer = await get("/api/alerts?min=lots&colour=red");
  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).toMatch(/min: expected a decimal.*colour: no such parameter/);
  expect((await get("/api/alerts/unknown")).status).toBe(404);
});

test("hostile names leave the server with their control characters shown", async () => {
  const { page, get } = startViewer();
  const hostile = alertOf({ origin: "<img src=x onerror=alert(1)>\u202e\u0007", target: "ü".repeat(128) });
  hostile.transactions = [{ ...hostile.transactions[0], id: "1\u202e2" }];
  page.send(hostile);
  const shown = (await (await get(`/api/alerts/${hostile.id}`)).json()) as Alert;
  expect(shown.origin).toBe("<img src=x onerror=alert(1)>\\u202e\\u0007");
  expect(shown.target).toBe("ü".repeat(128));
  expect(shown.transactions).toMatchObject([{ id: "1\\u202e2" }]);
});

test("many more alerts than fit leave the newest", async () => {
  const { page, get } = startViewer({ maxAlerts: 1_000 });
  for (let i = 0; i < 5_000; i++) page.send(alertOf({ origin: `o${i % 50}`, startMs: START_MS + i * 3_600_000 }));
  expect(await (await get("/api/alerts?limit=1")).json()).toMatchObject({
    total: 1_000,
    dropped: 4_000,
    alerts: [{ firstMs: START_MS + 4_999 * 3_600_000 }],
  });
});
