import { formatDuration } from "../../config/values";
import { PARTITIONS } from "../setup";
import { JOB } from "../sideBySide/compareThroughput";
import { randomTraffic } from "../workloads/randomTraffic";
import { PAYING_AT_ONCE, sessionsOfLength } from "../workloads/sessionsOfLength";
import { RULE, STEP_MS, workload } from "../workloads/workloads";
import type { Curve } from "./curve";

const short = (payments: number, nowMs: number) => workload("short", payments, { partitions: PARTITIONS, nowMs });

/** How many pairs so many accounts form. */
const pairsOf = (accounts: number) => accounts * (accounts - 1);

const payments: Curve = {
  name: "payments",
  title: "Payments in the topic",
  axis: "payments",
  log: true,
  points: (payments, nowMs) =>
    [payments / 10, payments, payments * 5].map((count) => ({
      x: count,
      label: count.toLocaleString("en-US"),
      workload: short(count, nowMs),
      job: JOB,
    })),
};

/** Each pair pays as often as ever: with more pairs, payments follow each other faster, and more sessions are open. */
const pairs: Curve = {
  name: "pairs",
  title: "Distinct pairs",
  axis: "pairs",
  log: true,
  points: (count, nowMs) =>
    [32, 100, 317, 1_000].map((accounts) => {
      const stepMs = (STEP_MS * pairsOf(100)) / pairsOf(accounts);
      const describe = `${pairsOf(accounts)} pairs, each pays every 99 s`;
      const traffic = { name: `pairs-${pairsOf(accounts)}`, describe, count, accounts, stepMs };
      return {
        x: pairsOf(accounts),
        label: pairsOf(accounts).toLocaleString("en-US"),
        workload: randomTraffic(traffic, { partitions: PARTITIONS, nowMs }),
        job: JOB,
      };
    }),
};

const length: Curve = {
  name: "length",
  title: "Payments in a session",
  axis: "payments a session",
  log: true,
  points: (count, nowMs) =>
    [2, 10, 100, 1_000, 10_000]
      .filter((length) => length * PAYING_AT_ONCE <= count)
      .map((length) => ({
        x: length,
        label: length.toLocaleString("en-US"),
        workload: sessionsOfLength(length, count, { partitions: PARTITIONS, nowMs }),
        job: JOB,
      })),
};

const parallelism: Curve = {
  name: "parallelism",
  title: "Parallelism",
  axis: "parallel instances of each step",
  log: false,
  points: (count, nowMs) =>
    [1, 2, 4].map((instances) => ({
      x: instances,
      label: String(instances),
      workload: short(count, nowMs),
      job: { ...JOB, parallelism: instances },
    })),
};

const lateness: Curve = {
  name: "lateness",
  title: "Allowed lateness",
  axis: "allowed lateness",
  log: false,
  points: (count, nowMs) =>
    [0, 60_000, 600_000, 3_600_000].map((allowedLatenessMs, place) => ({
      x: place,
      label: allowedLatenessMs === 0 ? "0" : formatDuration(allowedLatenessMs),
      workload: short(count, nowMs),
      job: { ...JOB, rule: { ...RULE, allowedLatenessMs } },
    })),
};

const backend: Curve = {
  name: "backend",
  title: "State backend",
  axis: "state backend",
  log: false,
  points: (count, nowMs) =>
    (["hashmap", "rocksdb"] as const).map((stateBackend, place) => ({
      x: place,
      label: stateBackend,
      workload: short(count, nowMs),
      job: { ...JOB, stateBackend },
    })),
};

/** All curves, in the order in which they are shown. */
export const CURVES: Curve[] = [payments, pairs, length, parallelism, lateness, backend];
