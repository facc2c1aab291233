import type { UnitName } from "./units";

export type ArithmeticSign = "+" | "-" | "*" | "/" | "%";
type Row = [left: UnitName, right: UnitName, result: UnitName];

/** What may be computed with what, and what comes out. All else is refused: an amount and a count have no sum. */
export const ARITHMETIC: Record<ArithmeticSign, Row[]> = {
  "+": [...sums(), ["Time", "Duration", "Time"], ["Duration", "Time", "Time"]],
  "-": [...sums(), ["Time", "Duration", "Time"], ["Time", "Time", "Duration"]],
  "*": [
    ...multiples("Amount"),
    ...multiples("Count"),
    ...multiples("Duration"),
    ["Amount", "Count", "Amount"],
    ["Count", "Amount", "Amount"],
    ["Count", "Count", "Number"],
    ["Number", "Number", "Number"],
  ],
  "/": [
    ...parts("Amount"),
    ...parts("Count"),
    ...parts("Duration"),
    ["Amount", "Count", "Amount"],
    ["Duration", "Count", "Duration"],
    ["Number", "Count", "Number"],
    ["Number", "Number", "Number"],
  ],
  "%": [
    ["Amount", "Amount", "Amount"],
    ["Amount", "Number", "Amount"],
    ["Count", "Count", "Count"],
    ["Count", "Number", "Count"],
    ["Number", "Number", "Number"],
  ],
};

/** What may be compared with what. */
export const COMPARABLE: [UnitName, UnitName][] = [
  ["Amount", "Amount"],
  ["Amount", "Number"],
  ["Number", "Amount"],
  ["Count", "Count"],
  ["Count", "Number"],
  ["Number", "Count"],
  ["Number", "Number"],
  ["Duration", "Duration"],
  ["Time", "Time"],
];

function sums(): Row[] {
  return [
    ...beside("Amount"),
    ...beside("Count"),
    ["Number", "Number", "Number"],
    ["Duration", "Duration", "Duration"],
  ];
}

function beside(unit: UnitName): Row[] {
  return [
    [unit, unit, unit],
    [unit, "Number", unit],
    ["Number", unit, unit],
  ];
}

function multiples(unit: UnitName): Row[] {
  return [
    [unit, "Number", unit],
    ["Number", unit, unit],
  ];
}

function parts(unit: UnitName): Row[] {
  return [
    [unit, unit, "Number"],
    [unit, "Number", unit],
  ];
}
