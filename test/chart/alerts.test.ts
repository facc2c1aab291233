import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { alertExpressions } from "./support/expressions";
import { prometheusProgram } from "./support/prometheus";
import { find, render } from "./support/render";

const ALERTS = [
  ...["--set", "pipeline.enabled=true,pipeline.flink.create=true,prometheusRule.enabled=true"],
  ...["--set", "pipeline.rulesTopic=fraud-rules"],
];
const KEEPER = '{namespace="flink",job="flink-demo-keeper",pod="a"}';
const FLINK = 'job_name="fraud_detection_0123abcd",subtask_index="0"';
const TASK = "flink_taskmanager_job_task_operator_";
const DEAD = `${TASK}numRecordsSend{${FLINK},operator_name="writeDeadLetters_writeRecords_transactions_dead_letter_produce:_Writer"}`;

/** What runs well, a sample a minute for half an hour. */
const WELL: Record<string, string> = {
  [`fraud_keeper_job_running${KEEPER}`]: "1x30",
  [`fraud_keeper_checkpoint_age_seconds${KEEPER}`]: "10x30",
  [`fraud_keeper_job_restarts${KEEPER}`]: "2x30",
  [`fraud_keeper_starts_total${KEEPER}`]: "1x30",
  [DEAD]: "0x30",
  [`${TASK}pendingRecords{${FLINK}}`]: "50x30",
  [`${TASK}droppedDueToLateness{${FLINK}}`]: "0x30",
  [`${TASK}rulesLagMs{${FLINK}}`]: "300x30",
  'viewer_consumer_lag_records{namespace="flink",job="flink-demo-viewer",partition="0"}': "3x30",
};

/** What goes wrong instead, and the alerts that fire then after 20 minutes. */
const CASES: [string, Record<string, string>, string[]][] = [
  ["all is well", {}, []],
  ["the job does not run", { [`fraud_keeper_job_running${KEEPER}`]: "1x10 0x20" }, ["FraudJobNotRunning"]],
  ["the keeper is gone", { [`fraud_keeper_job_running${KEEPER}`]: "1x10 stale" }, ["FraudJobNotRunning"]],
  ["the job is away for a minute only", { [`fraud_keeper_job_running${KEEPER}`]: "1x18 0x0 1x10" }, []],
  [
    "no checkpoint succeeds",
    { [`fraud_keeper_checkpoint_age_seconds${KEEPER}`]: "0+60x30" },
    ["FraudCheckpointTooOld"],
  ],
  ["Flink restarts the job", { [`fraud_keeper_job_restarts${KEEPER}`]: "0+1x30" }, ["FraudJobRestarts"]],
  ["the keeper starts jobs", { [`fraud_keeper_starts_total${KEEPER}`]: "0+1x30" }, ["FraudJobRestarts"]],
  ["a start after an upgrade", { [`fraud_keeper_starts_total${KEEPER}`]: "0x15 1x15" }, []],
  ["dead letters flow", { [DEAD]: "0+200x30" }, ["FraudDeadLetters"]],
  ["some dead letters a minute", { [DEAD]: "0+2x30" }, []],
  ["payments wait", { [`${TASK}pendingRecords{${FLINK}}`]: "20000x30" }, ["FraudLag"]],
  ["payments come too late", { [`${TASK}droppedDueToLateness{${FLINK}}`]: "0+20x30" }, ["FraudPaymentsTooLate"]],
  [
    "the topic of rules cannot be read",
    { [`${TASK}rulesLagMs{${FLINK}}`]: "300x17 60000+60000x12" },
    ["FraudRulesLag"],
  ],
  [
    "a job that has just started has not read the rules yet",
    { [`${TASK}rulesLagMs{${FLINK}}`]: "300x19 1700000000000 300x9" },
    [],
  ],
  [
    "the viewer reads no more",
    { 'viewer_consumer_lag_records{namespace="flink",job="flink-demo-viewer",partition="0"}': "0+500x30" },
    ["FraudViewerLag"],
  ],
  ["another namespace's job is gone", { 'fraud_keeper_job_running{namespace="other",job="x"}': "0x30" }, []],
];

describe("Prometheus's own tool", () => {
  let promtool: string;
  let folder: string;
  beforeAll(async () => {
    promtool = await prometheusProgram("promtool");
    folder = mkdtempSync(join(tmpdir(), "rules-"));
    writeFileSync(join(folder, "rules.yaml"), stringify(find(render(...ALERTS), "PrometheusRule").spec));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("takes the rules", () => {
    expect(execFileSync(promtool, ["check", "rules", join(folder, "rules.yaml")], { encoding: "utf8" })).toMatch(
      /8 rules found/,
    );
  });

  test.each(CASES)("%s", (name, wrong, fire) => {
    const series = Object.entries({ ...WELL, ...wrong }).map(([one, values]) => ({ series: one, values }));
    const alerts = Object.keys(alertExpressions(render(...ALERTS)));
    const checks = alerts.map((alertname) => ({
      expr: `count(ALERTS{alertname="${alertname}",alertstate="firing"}) or vector(0)`,
      eval_time: "20m",
      exp_samples: [{ labels: "{}", value: fire.includes(alertname) ? 1 : 0 }],
    }));
    const test = { name, interval: "1m", input_series: series, promql_expr_test: checks };
    const file = join(folder, "test.yaml");
    writeFileSync(file, stringify({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests: [test] }));
    expect(execFileSync(promtool, ["test", "rules", file], { encoding: "utf8" })).toContain("SUCCESS");
  });
});

test("limits are values, and there are no alerts of parts that are not installed", () => {
  const limits = ["--set", "prometheusRule.limits.lagRecords=7,pipeline.options.jobName=my-job"];
  expect(alertExpressions(render(...ALERTS, ...limits)).FraudLag).toBe(
    'sum(flink_taskmanager_job_task_operator_pendingRecords{job_name=~"my_job_[0-9a-f]{8}"}) > 7',
  );
  expect(Object.keys(alertExpressions(render("--set", "prometheusRule.enabled=true")))).toEqual(["FraudViewerLag"]);
  expect(alertExpressions(render(...ALERTS, "--set", "pipeline.rulesTopic="))).not.toHaveProperty("FraudRulesLag");
});
