import type { ShownVersions } from "../../viewer/rules/shownRules";
import type { RulesAnswer } from "../../viewer/web/rulesApi";
import { createFakeRules, versionOf } from "./fakeRules";
import { ruleAlertOf, withdrawn } from "./ruleAlerts";
import { startViewer } from "./startViewer";

/** The service's clock is the real one: what is published below comes into force an hour before or after. */
const NOW = Date.now();
const HOUR = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const rule = versionOf("x", 1).rule as Record<string, unknown>;

function start() {
  const clock = { nowMs: NOW - 10 * HOUR };
  const rules = createFakeRules(clock);
  const viewer = startViewer({ rules: rules.parts });
  const json = async <T>(path: string) => (await (await viewer.get(path)).json()) as T;
  return {
    ...viewer,
    ...rules,
    clock,
    answer: () => json<RulesAnswer>("/api/rules"),
    versions: (id: string) => json<ShownVersions>(`/api/rules/${id}`),
  };
}

test("a rule is told by its version in force: since when, by whom, why, and what it says", async () => {
  const { put, answer, clock } = start();
  await put(versionOf("fan-in", 1));
  const from = at(NOW - HOUR);
  await put(
    versionOf("fan-in", 2, { effectiveFrom: from, by: "anna", note: "limit lowered", parameters: { limit: 9000 } }),
  );
  const { topic, notReady, rules, putAside } = await answer();
  expect([topic, notReady, putAside]).toEqual(["fraud-rules", null, { count: 0, newest: [] }]);
  expect(rules).toEqual([
    {
      id: "fan-in",
      state: "in force",
      version: {
        ...{ version: 2, state: "in force", from, published: at(clock.nowMs), by: "anna", note: "limit lowered" },
        ...{ title: rule.title, severity: "medium", mode: "live", alerts: 0 },
      },
      text: [
        "parameters:",
        "  limit: 9000",
        "rules:",
        "  - id: fan-in",
        "    version: 2",
        "    title: Many payers below the limit, one receiver",
        "    severity: medium",
        "    key: target",
        "    window:",
        "      session: 6h",
        "      longest: 3d",
        "    where: amount <= limit",
        "    when: payers >= 5 && total > limit",
      ].join("\n"),
      scheduled: [],
      moreScheduled: 0,
      versions: 2,
      alerts: 0,
    },
  ]);
});

test("all versions of a rule are told with their time and their text, the newest first", async () => {
  const { put, versions } = start();
  const same = at(NOW - 2 * HOUR);
  await put(versionOf("fan-in", 1), versionOf("fan-in", 2, { effectiveFrom: same }));
  await put(versionOf("fan-in", 3, { effectiveFrom: same }));
  await put(versionOf("fan-in", 4, { effectiveFrom: at(NOW + HOUR), rule: undefined, removed: true }));
  const shown = await versions("fan-in");
  expect(shown.versions.map(({ version, state, from, until }) => [version, state, from, until])).toEqual([
    [4, "scheduled", at(NOW + HOUR), undefined],
    [3, "in force", same, at(NOW + HOUR)],
    [2, "never in force", same, same],
    [1, "past", "always", same],
  ]);
  expect(shown.versions.map(({ removed, text }) => [removed, text?.slice(0, 11)])).toEqual([
    [true, undefined],
    [undefined, "parameters:"],
    [undefined, "parameters:"],
    [undefined, "parameters:"],
  ]);
});

test("rules in force stand first, the worst of them first, those that are removed last", async () => {
  const { put, answer } = start();
  const shadow = { ...rule, mode: "shadow", severity: "critical" };
  await put(versionOf("mild", 1), versionOf("gone", 1));
  await put(versionOf("bad", 1, { effectiveFrom: at(NOW - 2 * HOUR), rule: shadow }));
  await put(versionOf("gone", 2, { effectiveFrom: at(NOW - HOUR), rule: undefined, removed: true }));
  await put(versionOf("new", 1, { effectiveFrom: at(NOW + HOUR) }));
  const { rules } = await answer();
  expect(rules.map(({ id, state, version, scheduled }) => [id, state, version.version, scheduled.length])).toEqual([
    ["bad", "in force", 1, 0],
    ["mild", "in force", 1, 0],
    ["new", "scheduled", 1, 1],
    ["gone", "removed", 1, 0],
  ]);
});

test("what is no version is put aside with its offset and a reason, and the version before stays", async () => {
  const { put, answer, get } = start();
  await put(versionOf("fan-in", 1), "no JSON", null);
  await put(
    versionOf("fan-in", 1, { note: "again" }),
    versionOf("fan-in", 2, { rule: { ...rule, when: "payer > 1" } }),
  );
  const { rules, putAside } = await answer();
  expect(rules.map(({ id, version }) => [id, version.version])).toEqual([["fan-in", 1]]);
  expect(putAside.count).toBe(4);
  expect(putAside.newest.map(({ offset, reason }) => [offset, reason])).toEqual([
    ["4", expect.stringContaining("did you mean payers?")],
    ["3", "version: found 1, expected more than 1, which fan-in has already"],
    ["2", "found no JSON, expected a version of a rule as JSON"],
    ["1", "found no JSON, expected a version of a rule as JSON"],
  ]);
  expect(await (await get("/metrics")).text()).toContain("viewer_rules_put_aside 4");
});

test("alerts in view are told by rule and version, without those that were withdrawn", async () => {
  const { put, answer, versions, page } = start();
  await put(versionOf("fan-in", 1), versionOf("fan-in", 2, { effectiveFrom: at(NOW - HOUR) }));
  const of = (version: number, account: string) => ruleAlertOf("target", { account, rule: { version } });
  page.send(of(1, "a"), of(2, "b"), of(2, "c"), of(2, "d"), withdrawn(of(2, "d")));
  const [{ alerts, version }] = (await answer()).rules;
  expect([alerts, version.alerts]).toEqual([3, 2]);
  expect((await versions("fan-in")).versions.map(({ alerts }) => alerts)).toEqual([2, 1]);
});

test("metrics tell how many rules are in force, by mode", async () => {
  const { put, get } = start();
  await put(versionOf("a", 1), versionOf("b", 1), versionOf("c", 1, { rule: { ...rule, mode: "shadow" } }));
  await put(versionOf("later", 1, { effectiveFrom: at(NOW + HOUR) }));
  const metrics = await (await get("/metrics")).text();
  expect(metrics).toContain('viewer_rules_in_force{mode="live"} 2');
  expect(metrics).toContain('viewer_rules_in_force{mode="shadow"} 1');
  expect(metrics).toContain('viewer_errors_total{reader="rules"} 0');
});

test("a batch that comes twice counts once, a topic that was made anew begins again", async () => {
  const { put, again, remake, answer, clock } = start();
  await put(versionOf("fan-in", 1), "no JSON");
  await again();
  expect([(await answer()).rules.length, (await answer()).putAside.count]).toEqual([1, 1]);
  remake();
  clock.nowMs += HOUR;
  await put(versionOf("other", 1));
  expect((await answer()).rules.map(({ id }) => id)).toEqual(["other"]);
  expect((await answer()).putAside.count).toBe(0);
});

test("a flood of records that are no versions is counted, and the newest hundred are kept", async () => {
  const { put, answer } = start();
  await put(...Array.from({ length: 3_000 }, (_, i) => `${i}`));
  const { count, newest } = (await answer()).putAside;
  expect([count, newest.length, newest[0].offset]).toEqual([3_000, 100, "2999"]);
});

test("hostile texts are told as people may see them, and long ones in part", async () => {
  const { put, answer, versions } = start();
  const hostile = "<img src=x onerror=alert(1)>\u202e\u0007";
  const shown = "<img src=x onerror=alert(1)>\\u202e\\u0007";
  const parameters = { limit: 10_000, more: "long ".repeat(2_000).trim() };
  await put(versionOf("a", 1, { rule: { ...rule, title: hostile }, by: hostile, note: hostile }));
  await put(versionOf("b", 1, { parameters }), JSON.stringify({ [hostile]: "x".repeat(9_000) }));
  const { rules, putAside } = await answer();
  const [a, b] = rules;
  expect(a.version).toMatchObject({ title: shown, by: shown, note: shown });
  expect(JSON.stringify(rules) + JSON.stringify(putAside)).not.toContain("\u202e");
  expect([a.cut, b.cut, b.text.length]).toEqual([undefined, true, 4_000]);
  expect((await versions("b")).versions[0].text).toContain(parameters.more);
  expect(putAside.newest[0].reason.length).toBeLessThan(600);
});

test("while the topic cannot be read, that is said, and the viewer is ready all the same", async () => {
  const { state, answer, get } = start();
  state.away = 'topic "fraud-rules" does not exist';
  expect((await answer()).notReady).toBe('topic "fraud-rules" does not exist');
  expect((await get("/readyz")).status).toBe(200);
});

test("a viewer without a topic of rules says so, and one with it does not know every rule", async () => {
  for (const path of ["/api/rules", "/api/rules/fan-in"]) {
    const none = await startViewer().get(path);
    expect([none.status, await none.json()]).toEqual([
      404,
      { errors: ["this viewer reads no topic of rules: --rules-topic names one"] },
    ]);
  }
  const unknown = await start().get("/api/rules/nobody");
  expect([unknown.status, await unknown.json()]).toEqual([404, { errors: ["no such rule on the topic of rules"] }]);
});

test("rates are told beside the rules, by their version in force, and are no rule", async () => {
  const { put, answer, versions } = start();
  const ratesOf = (version: number, effectiveFrom: string, said: object) =>
    put(JSON.stringify({ id: "rates", version, effectiveFrom, ...said }));
  await put(versionOf("fan-in", 1));
  expect(await answer()).not.toHaveProperty("rates");
  await ratesOf(1, "always", { rates: { base: "EUR", USD: "0.92" } });
  await ratesOf(2, at(NOW - HOUR), { rates: { base: "EUR", USD: "0.93", JPY: "0.0061" }, by: "anna" });
  await ratesOf(3, at(NOW + HOUR), { removed: true });
  const { rules, rates, putAside } = await answer();
  expect([rules.map(({ id }) => id), putAside.count]).toEqual([["fan-in"], 0]);
  expect(rates).toMatchObject({
    ...{ id: "rates", state: "in force", versions: 3, text: 'rates:\n  base: EUR\n  USD: "0.93"\n  JPY: "0.0061"' },
    version: { version: 2, title: "Rates to EUR, from JPY, USD", by: "anna", until: at(NOW + HOUR) },
    scheduled: [{ version: 3, removed: true }],
  });
  expect((await versions("rates")).versions.map(({ version, state, text }) => [version, state, text])).toEqual([
    [3, "scheduled", undefined],
    [2, "in force", rates?.text],
    [1, "past", 'rates:\n  base: EUR\n  USD: "0.92"'],
  ]);
});
