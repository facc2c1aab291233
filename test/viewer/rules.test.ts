import { alertText } from "../../transforms/alertText";
import { createAlertPrinter } from "../../viewer/alertPrinter";
import { MalformedAlert, parseAlert } from "../../viewer/parseAlert";
import { alertOf, START_MS } from "./alerts";
import { createFakeReader } from "./fakeReader";
import { ruleAlertOf, withdrawn } from "./ruleAlerts";
import { startViewer } from "./startViewer";

const HOSTILE = "<img src=x onerror=alert(1)>\u202e\u0007\n";
const SHOWN = "<img src=x onerror=alert(1)>\\u202e\\u0007\\u000a";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
const UNSEEN = /[\u0000-\u001f\u202e]/;

/** All names and texts in a JSON document. */
function textsOf(json: string): string[] {
  const texts: string[] = [];
  JSON.parse(json, (name, value) => {
    texts.push(name, String(value));
    return value;
  });
  return texts;
}

function printer(format: "text" | "json" = "text") {
  const written: string[] = [];
  return { written, ...createAlertPrinter(format, (text) => written.push(text)) };
}

test("a withdrawal is one line, where the alert was printed, and only once", () => {
  const { print, written } = printer();
  const alert = ruleAlertOf("account");
  expect([alert, withdrawn(alert), withdrawn(alert)].map(print)).toEqual([true, true, false]);
  expect(written[1]).toBe(
    `withdrawn: alert ${alert.id}, pass-through, critical: Money that is sent on within a day: 6 payments: not received 16500.\n`,
  );
});

test("a withdrawal of what was never printed is no line, and what comes back is printed whole", () => {
  const { print, written } = printer();
  const alert = ruleAlertOf("account");
  expect(print(withdrawn(alert))).toBe(false);
  const again = { ...alert, revision: alert.revision + 4 };
  print(again);
  expect(written).toEqual([`${alertText(again)}\n`]);
  print(withdrawn(again));
  print({ ...again, revision: again.revision + 4 });
  expect(written.slice(1).map((text) => text.split(":")[0])).toEqual(["withdrawn", "pass-through, critical"]);
});

test("as JSON a withdrawal is a line like any other revision", () => {
  const { print, written } = printer("json");
  print(withdrawn(ruleAlertOf("between")));
  expect(JSON.parse(written[0])).toEqual(withdrawn(ruleAlertOf("between")));
});

test("a withdrawal cannot forge a log line", () => {
  const { print, written } = printer();
  const alert = ruleAlertOf("pair");
  print(alert);
  print({ ...withdrawn(alert), reason: "Withdrawn: a\nDetected Fraud: \u001b[2J" });
  expect(written[1]).toMatch(/^withdrawn: [ -~]+\\u000aDetected Fraud[ -~]+\n$/);
});

test("what is withdrawn is neither listed nor counted as an alert, and its address tells why", async () => {
  const { page, lines, get, summary } = startViewer();
  const alert = ruleAlertOf("account");
  page.send(alert, withdrawn(alert));
  lines.send(alert, withdrawn(alert));
  expect(await (await get("/api/alerts")).json()).toMatchObject({ total: 0 });
  expect(await (await get(`/api/alerts/${alert.id}`)).json()).toMatchObject({ withdrawn: true, id: alert.id });
  expect(summary()).toBe("Processed 1 alert, 1 withdrawal");
});

test("alerts of rules that are tried out come from a topic of their own, and the page does not wait for it", async () => {
  const shadow = createFakeReader();
  const { page, get } = startViewer({ shadow });
  shadow.away = "topic does not exist";
  expect((await get("/readyz")).status).toBe(200);
  page.send(ruleAlertOf("account"));
  shadow.send(ruleAlertOf("target", { account: "Jones", rule: { mode: "shadow" } }));
  expect(await (await get("/api/alerts?mode=shadow")).json()).toMatchObject({ total: 1 });
  expect(await (await get("/api/alerts")).json()).toMatchObject({ total: 2 });
});

test("alerts are found by rule, severity, mode and subject", async () => {
  const { page, get } = startViewer();
  const all = [
    alertOf({ startMs: START_MS - 3_600_000 }),
    ruleAlertOf("account", { account: "Miller" }),
    ruleAlertOf("between", { account: "Smith", other: "miller & sons" }),
    ruleAlertOf("target", { account: "Jones", rule: { mode: "shadow" } }),
  ];
  page.send(...all);
  const ids = async (query: string) =>
    ((await (await get(`/api/alerts?${query}`)).json()) as { alerts: { id: string }[] }).alerts.map(({ id }) => id);
  expect(await ids("rule=pass-through")).toEqual([all[1].id]);
  expect(await ids("rule=pass")).toEqual([]);
  expect(await ids("severity=low")).toEqual([all[2].id]);
  expect(await ids("mode=shadow")).toEqual([all[3].id]);
  expect((await ids("mode=live")).length).toBe(3);
  expect((await ids("account=miller")).sort()).toEqual([all[1].id, all[2].id].sort());
  expect(await ids("account=payer-14")).toEqual([all[3].id]);
  const wrong = await get("/api/alerts?severity=terrible");
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("severity: expected")]);
});

test("all that a rule says leaves the server with its control characters shown", async () => {
  const { page, get } = startViewer();
  const fact = { what: HOSTILE, value: HOSTILE, sign: HOSTILE, limit: HOSTILE, limitValue: HOSTILE, holds: true };
  for (const key of ["pair", "origin", "target", "account", "between"] as const) {
    const alert = ruleAlertOf(key, {
      account: HOSTILE,
      other: `${HOSTILE}2`,
      rule: { title: HOSTILE.repeat(30) },
      overrides: { facts: [fact], measures: { [HOSTILE]: HOSTILE, __proto__: HOSTILE }, reason: HOSTILE },
    });
    page.send(alert);
    const whole = await (await get(`/api/alerts/${alert.id}`)).text();
    for (const text of textsOf(whole)) expect(text).not.toMatch(UNSEEN);
    expect(JSON.parse(whole)).toMatchObject({ facts: [{ what: SHOWN, limitValue: SHOWN }], reason: SHOWN });
  }
  const list = await (await get("/api/alerts")).text();
  for (const text of textsOf(list)) expect(text).not.toMatch(UNSEEN);
  expect(list).toContain(JSON.stringify(SHOWN).slice(1, -1));
  const { alerts } = JSON.parse(list) as { alerts: { rule: { title: string } }[] };
  for (const { rule } of alerts) expect(rule.title.length).toBeLessThan(500);
});

test("a rule's texts are counted as they are kept", async () => {
  const { page, get } = startViewer();
  const bytes = async () => Number(/^viewer_alerts_bytes (\d+)/m.exec(await (await get("/metrics")).text())?.[1]);
  page.send(ruleAlertOf("account", { account: "short" }));
  const before = await bytes();
  page.send(
    ruleAlertOf("account", { account: "short", rule: { title: "王".repeat(100) }, overrides: { revision: 99 } }),
  );
  expect((await bytes()) - before).toBeGreaterThan(100 * 3);
});

test("metrics tell alerts by rule, at most a hundred of them", async () => {
  const { lines, get } = startViewer();
  lines.send(alertOf(), ruleAlertOf("pair"), withdrawn(ruleAlertOf("pair")));
  for (let i = 0; i < 300; i++) lines.send(ruleAlertOf("pair", { rule: { id: `rule-${i}`, mode: "shadow" } }));
  const metrics = await (await get("/metrics")).text();
  expect(metrics).toContain('viewer_rule_alerts_total{rule="(options)",mode="live",withdrawn="false"} 1');
  expect(metrics).toContain('viewer_rule_alerts_total{rule="structuring",mode="live",withdrawn="true"} 1');
  expect(metrics).toContain('viewer_rule_alerts_total{rule="(others)",mode="shadow",withdrawn="false"} 201');
  expect(metrics.match(/^viewer_rule_alerts_total/gm)).toHaveLength(103);
});

test.each([
  ["account", { origin: "a", target: "b" }, "subject: an account for"],
  ["between", { account: "a" }, "subject: two accounts for"],
  ["account", undefined, "subject: an account for"],
] as const)("an alert of key %s about %j is none", (key, subject, reason) => {
  const read = parseAlert(Buffer.from(JSON.stringify(ruleAlertOf(key, { overrides: { subject } }))));
  expect((read as MalformedAlert).reason).toContain(reason);
});

test("alerts of every key kind are read back whole", () => {
  for (const key of ["pair", "origin", "target", "account", "between"] as const) {
    for (const alert of [ruleAlertOf(key), withdrawn(ruleAlertOf(key))]) {
      expect(parseAlert(Buffer.from(JSON.stringify(alert)))).toEqual(alert);
    }
  }
  expect(parseAlert(Buffer.from(JSON.stringify({ ...ruleAlertOf("pair"), rule: undefined })))).toBeInstanceOf(
    MalformedAlert,
  );
});
