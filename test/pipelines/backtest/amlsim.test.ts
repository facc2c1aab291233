import { expect, test } from "@jest/globals";
import { fromAmlsim } from "../../../pipelines/backtest/amlsim";

const START_MS = Date.UTC(2026, 0, 5);

const row = (sourceNodeId: string, targetNodeId: string, value: string, time: string) => ({
  sourceNodeId,
  targetNodeId,
  value,
  time,
});
const node = (nodeid: string, isFraud: string, fraudStep = "-1") => ({ nodeid, isFraud, fraudStep });

test("AMLSim's days and amounts are scaled, and its labels become schemes where they tell of payments", () => {
  const rows = [
    row("1", "9", "2.5", "1"),
    row("5", "6", "100", "1"),
    row("2", "9", "3.33", "3"),
    row("2", "1", "50", "3"),
    row("1", "5", "70", "2"),
  ];
  const nodes = [node("1", "1", "1"), node("2", "1", "3"), node("9", "1"), node("5", "0"), node("6", "0")];
  const { payments, truth } = fromAmlsim(rows, nodes, { factor: 20, startMs: START_MS });
  expect(payments).toEqual([
    "2026-01-05T08:00:00.000Z;C1;C9;50",
    "2026-01-05T14:00:00.000Z;C5;C6;2000",
    "2026-01-06T08:00:00.000Z;C1;C5;1400",
    "2026-01-07T08:00:00.000Z;C2;C9;66.6",
    "2026-01-07T14:00:00.000Z;C2;C1;1000",
  ]);
  expect(truth.map((line) => JSON.parse(line))).toEqual([
    {
      id: "fan-in-1",
      kind: "fan-in",
      expected: ["fan-in"],
      transactions: [
        { timestamp: "2026-01-05T08:00:00.000Z", origin: "C1", target: "C9", amount: "50" },
        { timestamp: "2026-01-07T08:00:00.000Z", origin: "C2", target: "C9", amount: "66.6" },
      ],
    },
    // On its step, too, but from one payer only: nobody knows what that is.
    {
      id: "unclear",
      kind: "unclear",
      unknown: true,
      transactions: [{ timestamp: "2026-01-07T14:00:00.000Z", origin: "C2", target: "C1", amount: "1000" }],
    },
  ]);
});
