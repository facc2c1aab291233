import { benchOptions } from "../../bench/options";
import { type Plan, planOf } from "../../bench/plan";
import { readConfig } from "../../config/readConfig";

function plan(...argv: string[]): Plan {
  const program = { usage: "npm run bench --", description: "", environmentPrefix: "BENCH", options: benchOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("help");
  return planOf(config.values);
}

test("by default everything is compared, and no curve is measured", () => {
  expect(plan()).toMatchObject({
    ...{ contenders: ["native", "ours", "python", "plain"], workloads: ["short", "long", "skew"], curves: [] },
    ...{ payments: 1_000_000, rounds: 3, latency: { rates: [100, 1_000, 5_000], timeMs: 30_000 } },
  });
});

test("a quick look is small, and each part of it can be chosen", () => {
  expect(plan("--quick")).toMatchObject({
    contenders: ["native", "ours"],
    workloads: ["short"],
    payments: 200_000,
    rounds: 1,
  });
  expect(plan("--quick", "--rounds", "2", "--only", "plain")).toMatchObject({ contenders: ["plain"], rounds: 2 });
});

test("parts can be left out", () => {
  expect(plan("--workloads", "none", "--latency-rates", "none")).toMatchObject({
    workloads: [],
    latency: { rates: [] },
  });
});

test("curves are chosen by their names", () => {
  expect(plan("--growth", "pairs,lateness").curves.map(({ name }) => name)).toEqual(["pairs", "lateness"]);
  expect(plan("--growth", "all").curves).toHaveLength(6);
});

test("all that is not there is told at once", () => {
  expect(() =>
    plan("--only", "rust", "--workloads", "none,short", "--growth", "size", "--latency-rates", "fast"),
  ).toThrow(
    [
      '--only: found "rust", expected some of native,ours,ours-beam-io,ours-payment-time,ours-json,ours-json-ids,ours-once,ours-avro,python,plain',
      '--growth: found "size", expected some of payments,pairs,length,parallelism,lateness,backend',
      '--workloads: found "none", expected some of short,long,skew,views, or none',
      '--latency-rates: found "fast", expected whole numbers from 1 to 100000, or none',
    ].join("\n"),
  );
});
