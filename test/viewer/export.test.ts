import { parse } from "csv-parse/sync";
import { alertOf, revised, START_MS } from "./alerts";
import { ruleAlertOf } from "./ruleAlerts";
import { startViewer } from "./startViewer";

const BOM = "\ufeff";

async function exported(viewer: ReturnType<typeof startViewer>, query = "") {
  const answer = await viewer.get(`/api/export${query}`);
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  return { answer, text };
}

const rowsOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });

test("CSV has a row for each alert in view, the newest first, and says what it is", async () => {
  const viewer = startViewer();
  for (let i = 0; i < 120; i++) viewer.page.send(alertOf({ origin: `a${i}`, startMs: START_MS + i * 60_000 }));
  const { answer, text } = await exported(viewer);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="fraud-alerts-\d{8}T\d{4}Z\.csv"$/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(text.startsWith(`${BOM}id,revision,status,`)).toBe(true);
  const rows = rowsOf(text);
  expect(rows.map(({ origin }) => origin)).toEqual(Array.from({ length: 120 }, (_, i) => `a${119 - i}`));
  const { reason, totalAmount, firstTransaction } = alertOf({ origin: "a119", startMs: START_MS + 119 * 60_000 });
  expect(rows[0]).toMatchObject({
    reason,
    total: totalAmount,
    first: firstTransaction,
    status: "EARLY",
    final: "false",
  });
});

test("it holds what the search finds, by the same names", async () => {
  const viewer = startViewer();
  viewer.page.send(
    alertOf({ origin: "acc-1" }),
    revised(alertOf({ origin: "acc-10", cents: [2_000_000, 1] })),
    ruleAlertOf("target", { account: "acc-1" }),
    ruleAlertOf("target", { account: "tried", rule: { mode: "shadow" } }),
  );
  const found = async (query: string) => rowsOf((await exported(viewer, query)).text).length;
  expect(await found("")).toBe(4);
  expect(await found(`?account=${encodeURIComponent('"acc-1"')}`)).toBe(2);
  expect(await found("?account=ACC-1")).toBe(3);
  expect(await found("?mode=live")).toBe(3);
  expect(await found("?rule=(options)&max=20000.01")).toBe(1);
  const { answer, text } = await exported(viewer, "?format=xls&limit=1");
  expect(answer.status).toBe(400);
  expect(JSON.parse(text).errors).toEqual(["format: expected one of csv, json", "limit: no such parameter"]);
});

test("the ids of the payments come along, in CSV side by side", async () => {
  const viewer = startViewer();
  const alert = alertOf();
  const transactions = alert.transactions.map((payment, i) => ({ ...payment, id: `p-${i}` }));
  viewer.page.send({ ...alert, transactions });
  expect(rowsOf((await exported(viewer)).text)[0].paymentIds).toBe(transactions.map(({ id }) => id).join(" | "));
});

test("no name becomes a formula, a row or a quote", async () => {
  const viewer = startViewer();
  const names = ["=1+1", "+1", "-1", "@x", 'a "b", c', "line\r\nbreak", "Łódź 王"];
  viewer.page.send(...names.map((origin, i) => alertOf({ origin, target: `t${i}` })));
  const rows = rowsOf((await exported(viewer)).text);
  const shown = new Map(rows.map(({ target, origin }) => [target, origin]));
  expect(names.map((_, i) => shown.get(`t${i}`))).toEqual([
    ...["'=1+1", "'+1", "'-1", "'@x"],
    ...['a "b", c', "line\\u000d\\u000abreak", "Łódź 王"],
  ]);
});

test("JSON has whole alerts as the API tells them, and none where there are none", async () => {
  const viewer = startViewer();
  expect((await exported(viewer, "?format=json")).text).toBe("[]\n");
  expect(rowsOf((await exported(viewer)).text)).toEqual([]);
  for (let i = 0; i < 101; i++) viewer.page.send(alertOf({ origin: `a${i}` }));
  const alerts = JSON.parse((await exported(viewer, "?format=json")).text);
  expect(alerts).toHaveLength(101);
  expect(alerts[7]).toEqual(await (await viewer.get(`/api/alerts/${alerts[7].id}`)).json());
});

test("an alert that leaves the view while the file is made is left out", async () => {
  const viewer = startViewer({ maxAlerts: 100 });
  for (let i = 0; i < 100; i++) viewer.page.send(alertOf({ origin: `a${i}`, startMs: START_MS + i * 60_000 }));
  const reader = (await viewer.get("/api/export")).body?.getReader();
  let text = "";
  for (let part = 0; part < 2; part++) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  for (let i = 100; i < 130; i++) viewer.page.send(alertOf({ origin: `a${i}`, startMs: START_MS + i * 60_000 }));
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) break;
    text += Buffer.from(value).toString();
  }
  const names = rowsOf(text).map(({ origin }) => origin);
  expect(names).toEqual(Array.from({ length: 70 }, (_, i) => `a${99 - i}`));
});
