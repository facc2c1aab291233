import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RuleRecord } from "../../beam/flink/kafka/records";
import type { Transaction } from "../../payment/transaction";
import type { Alert } from "../../transforms/alert";
import { linesOf, randomHistory } from "../rules/history/randomHistory";
import { type ExpectedOfVersion, expectedOfHistory, type RandomVersion } from "../rules/history/reference";
import { payments } from "../rules/payments";
import type { Expected } from "../rules/reference";
import { at, tx } from "./payments";
import { expectedIn } from "./ruleAlerts";
import { latenessMs, remaining, run, steps } from "./rulesArrival";
import { RulesJob } from "./rulesJob";

const TIMEOUT_MS = 180_000;
const numRuns = Number(process.env.RULES_RUNS ?? 150);

function rulesOf(versions: RandomVersion[]) {
  return { file: "history.jsonl", text: "", maxEvidence: 3, history: linesOf(versions) };
}

/** In an order of their own: windows of two eras of a rule may begin at the same time. */
function sorted(found: Expected[]): string[] {
  return found.map((one) => JSON.stringify(one, (_, value) => (typeof value === "bigint" ? `${value}` : value))).sort();
}

function withVersions(alerts: Alert[]): Expected[] {
  return alerts.flatMap(({ rule, ...alert }) =>
    expectedIn([{ ...alert, rule }]).map((one) => ({ ...one, version: rule?.version, mode: rule?.mode })),
  );
}

function withModes(versions: RandomVersion[], found: ExpectedOfVersion[]): Expected[] {
  const isShadow = ({ rule, version }: ExpectedOfVersion) =>
    versions.some((one) => one.id === rule && one.version === version && one.shadow);
  return found.map((one) => ({ ...one, mode: isShadow(one) ? "shadow" : "live" }));
}

/** Whatever versions there are and in whatever order payments come: what remains of each alert is what the reference finds. */
function expectTheReference(jobOf: (versions: RandomVersion[], latenessMs: number) => RulesJob): void {
  fc.assert(
    fc.property(randomHistory, payments, steps, latenessMs, fc.nat(), (versions, arrival, steps, latenessMs, seed) => {
      const job = jobOf(versions, latenessMs);
      run(job, arrival, steps, latenessMs);
      job.advance(Number.MAX_SAFE_INTEGER / 2);
      const left = remaining(job.alerts, seed);
      expect(left.filter(({ final }) => !final)).toEqual([]);
      expect(sorted(withVersions(left))).toEqual(sorted(withModes(versions, expectedOfHistory(versions, arrival, 3))));
    }),
    { numRuns },
  );
}

test(
  "early or late, whatever versions come and go, what remains of each is what the reference finds",
  () => expectTheReference((versions, latenessMs) => new RulesJob(rulesOf(versions), latenessMs, true)),
  TIMEOUT_MS,
);

let topics = 0;

/** A job whose rules come with the payments, each in front of the first one that it concerns. */
class LiveRulesJob extends RulesJob {
  private published = 0;

  constructor(
    private readonly versions: RandomVersion[],
    latenessMs: number,
  ) {
    // No other run has told this process anything about the topic.
    const live = `fraud-rules-${topics++}`;
    super({ file: live, text: "", maxEvidence: 3, live }, latenessMs, true);
  }

  override bundle(payments: Transaction[]): void {
    super.bundle(payments.flatMap((payment) => [...this.rulesUntil(payment.timestampMs), payment]));
  }

  private rulesUntil(ms: number): RuleRecord[] {
    const from = this.published;
    while (this.published === 0 || this.versions[this.published]?.fromMs <= ms) this.published++;
    return this.versions
      .slice(from, this.published)
      .map((version, i) => ({ offset: from + i, appendedMs: 0, text: linesOf([version]).trimEnd() }));
  }
}

test(
  "rules that come with the payments, each in front of the first that it concerns, find the same",
  () =>
    expectTheReference((versions, latenessMs) => {
      // A topic without any is no topic of rules.
      fc.pre(versions.length > 0);
      return new LiveRulesJob(versions, latenessMs);
    }),
  TIMEOUT_MS,
);

test("what an earlier version has warned of is withdrawn by the one in force at the end, also where that one is tried out only", () => {
  const version = (version: number, effectiveFrom: string, when: string, mode?: string) =>
    JSON.stringify({
      id: "r",
      version,
      effectiveFrom,
      rule: { title: "r", key: "pair", window: { session: "10m" }, when, mode },
    });
  for (const mode of ["live", "shadow"]) {
    const second = version(2, new Date(at(1)).toISOString(), "count > 2", mode);
    const history = `${version(1, "always", "count > 0")}\n${second}\n`;
    const job = new RulesJob({ file: "f", text: "", maxEvidence: 3, history }, 0, true);
    job.bundle([tx("a", "b", 1, at(0))]);
    expect(job.alerts.map(({ timing, rule }) => [timing, rule?.version])).toEqual([["EARLY", 1]]);
    job.bundle([tx("a", "b", 1, at(2))]);
    job.advance(Number.MAX_SAFE_INTEGER / 2);
    expect(remaining(job.alerts, 1)).toEqual([]);
    expect(job.alerts.filter(({ withdrawn }) => withdrawn).map(({ rule }) => rule?.mode)).toEqual(["live"]);
  }
});

test("an alert of a rule that is tried out is another one than that of the same rule when it counted, which is withdrawn", () => {
  const version = (version: number, effectiveFrom: string, mode: string) =>
    JSON.stringify({
      id: "r",
      version,
      effectiveFrom,
      rule: { title: "r", key: "pair", window: { session: "10m" }, when: "count > 0", mode },
    });
  const history = [version(1, "always", "live"), version(2, new Date(at(1)).toISOString(), "shadow")].join("\n");
  const job = new RulesJob({ file: "f", text: "", maxEvidence: 3, history }, 0, true);
  job.bundle([tx("a", "b", 1, at(0))]);
  job.bundle([tx("a", "b", 1, at(2))]);
  job.advance(Number.MAX_SAFE_INTEGER / 2);
  const [warned] = job.alerts;
  expect(job.alerts.filter(({ withdrawn }) => withdrawn).map(({ id }) => id)).toEqual([warned.id]);
  const left = remaining(job.alerts, 1);
  expect(left.map(({ rule, count }) => [rule?.mode, count])).toEqual([["shadow", 2]]);
  expect(left[0].id).not.toBe(warned.id);
});
