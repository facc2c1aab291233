import type { FlinkRest } from "../../../beam/flink/rest/flinkRest";
import { checkRulesLag } from "../../../pipelines/doctor/checkRulesLag";
import { checkVersions } from "../../../pipelines/doctor/checkVersions";
import { findingLine } from "../../../pipelines/doctor/finding";
import { createFakeTopic } from "../rules/fakeTopic";

const NOW_MS = Date.parse("2026-01-05T12:00:00Z");

/** A version as it lies on the topic. */
function version(id: string, number: number, effectiveFrom: string, removed = false): string {
  const rule = { title: id, key: "pair", window: { session: "10m" }, when: `total > ${number}` };
  return JSON.stringify({ id, version: number, effectiveFrom, ...(removed ? { removed } : { rule }) });
}

describe("what the topic of rules holds", () => {
  const ask = async (asked: { isNeeded: boolean; needsRates?: boolean }, ...texts: string[]) => {
    const { topic, put } = createFakeTopic({ nowMs: NOW_MS - 60_000 });
    put(...texts);
    return (await checkVersions(topic, { ...asked, nowMs: NOW_MS, timeoutMs: 1_000 })).map(findingLine);
  };
  const tell = (isNeeded: boolean, ...texts: string[]) => ask({ isNeeded }, ...texts);

  test("rules in force are counted, and versions to come", async () => {
    const texts = [version("a", 1, "always"), version("b", 1, "always"), version("a", 2, "2026-01-05T13:00:00Z")];
    expect(await tell(true, ...texts)).toEqual([
      "ok    rules              2 rules in force on fraud-rules, 1 version in force later",
    ]);
  });

  test("a record that was put aside is told with its reason, and the rules are counted without it", async () => {
    const [rules, aside] = await tell(
      true,
      version("a", 1, "always"),
      "no JSON",
      version("a", 1, "2026-01-05T13:00:00Z"),
    );
    expect(rules).toBe("ok    rules              1 rule in force on fraud-rules");
    expect(aside).toMatch(/^warn +rules +2 records on fraud-rules put aside, the last at offset 2: version: found 1/);
  });

  test("no rule fails where a job is to judge by them, and is nothing to speak of elsewhere", async () => {
    expect(await tell(true)).toEqual([
      "FAIL  rules              no rule on fraud-rules; publish some first: `npm run rules -- publish FILE`",
    ]);
    expect(await tell(false)).toEqual(["ok    rules              no rule on fraud-rules"]);
    const removed = [version("a", 1, "always"), version("a", 2, "2026-01-05T11:59:30Z", true)];
    expect(await tell(true, ...removed)).toEqual([
      expect.stringMatching(/^warn +rules +0 rules in force on fraud-rules; nothing is found/),
    ]);
  });

  test("rates in force are told; none fail where a job converts", async () => {
    const rates = (number: number, effectiveFrom: string, said: object) =>
      JSON.stringify({ id: "rates", version: number, effectiveFrom, ...said });
    const texts = [version("a", 1, "always"), rates(1, "always", { rates: { base: "EUR", USD: "0.92" } })];
    const rules = "ok    rules              1 rule in force on fraud-rules";
    expect(await tell(true, ...texts)).toEqual([
      rules,
      "ok    rules              rates version 1 in force: to EUR, from USD",
    ]);
    const removed = rates(2, "2026-01-05T11:59:30Z", { removed: true });
    expect(await tell(true, ...texts, removed)).toEqual([rules]);
    expect(await ask({ isNeeded: true, needsRates: true }, ...texts, removed)).toEqual([
      rules,
      expect.stringMatching(/^FAIL +rules +no rates in force on fraud-rules; payments whose currency is read are dead/),
    ]);
  });

  test("a topic that may not be read fails, with what it takes", async () => {
    const { topic } = createFakeTopic({ nowMs: NOW_MS });
    const denied = { ...topic, read: () => Promise.reject(new Error("Not authorized to access topics")) };
    expect(await checkVersions(denied, { isNeeded: false, nowMs: NOW_MS, timeoutMs: 1_000 })).toMatchObject([
      { level: "FAIL", text: "fraud-rules: Not authorized to access topics" },
    ]);
  });
});

describe("how far a job knows the rules", () => {
  /** A Flink with a job whose readers have these lags; undefined for one without a topic of rules. */
  const flink = (lagMs?: number): FlinkRest => {
    const gauge = "Source__readTransactions_readRecords.rulesLagMs";
    const answers: Record<string, unknown> = {
      "/jobs/overview": { jobs: [{ jid: "j", name: "fraud", state: "RUNNING", duration: 1 }] },
      "/jobs/j": {
        vertices: [
          { id: "v", name: "Source: readTransactions" },
          { id: "w", name: "sum" },
        ],
      },
      "/jobs/j/vertices/v/subtasks/metrics": [{ id: "numRecordsIn" }, ...(lagMs === undefined ? [] : [{ id: gauge }])],
      [`/jobs/j/vertices/v/subtasks/metrics?get=${gauge}&agg=max`]: [{ id: gauge, max: lagMs }],
    };
    const get = async (path: string) => answers[path] ?? Promise.reject(new Error(`not asked for: ${path}`));
    return {
      url: "http://flink:8081",
      get: get as FlinkRest["get"],
      send: () => Promise.reject(new Error("only looks")),
    };
  };
  const tell = async (lagMs?: number) => (await checkRulesLag(flink(lagMs))).map(findingLine);

  test("up to now is fine", async () => {
    expect(await tell(310)).toEqual([
      "ok    rules              fraud (j) knows them up to now: 310 ms behind the clock",
    ]);
  });
  test("further behind, payments wait", async () => {
    expect(await tell(45_000)).toEqual([
      expect.stringMatching(/^FAIL +rules +fraud \(j\): payments wait, since its rules are 45 s behind the clock; see/),
    ]);
    expect(await tell(NOW_MS)).toEqual([
      expect.stringMatching(/payments wait, since its rules have not been read yet;/),
    ]);
  });
  test("of a job that has its rules by itself nothing is said", async () => {
    expect(await tell()).toEqual([]);
  });
  test("of a Flink that does not answer neither", async () => {
    const away = { ...flink(), get: () => Promise.reject(new Error("away")) };
    expect(await checkRulesLag(away)).toEqual([]);
  });
});
