import { about, percent, table } from "../../config/printed";
import type { Interval } from "../../scoring/bootstrap";
import type { Spread } from "../../scoring/quantiles";
import type { Backtest, MeasuredShown, RuleSetResult, SweepResult } from "./result";
import { aDayText } from "./sentences";

/** What a backtest found out, for a terminal. */
export function terminalText({ archive, labels, notes, sentence, tried, against, change, sweeps }: Backtest): string {
  const days = `${archive.days.toLocaleString("en-US")} day${archive.days === 1 ? "" : "s"}`;
  return [
    `${archive.file}: ${archive.payments.toLocaleString("en-US")} payments in ${days}, ${labels.schemes} schemes known`,
    ...notes.map((note) => `note: ${note}`),
    "",
    ...(against === undefined ? [] : [`${against.file}:`, rulesTable(against), "", `${tried.file}:`]),
    rulesTable(tried),
    "",
    kindsTable(tried),
    ...sweeps.flatMap((sweep) => ["", sweepTable(sweep)]),
    "",
    sentence,
    ...(change === undefined ? [] : [change.sentence]),
  ]
    .filter((part) => part !== undefined)
    .join("\n");
}

const RULE_HEAD = [
  "rule",
  "alerts",
  "a day",
  "about schemes",
  "honest",
  "not labelled",
  "precision",
  "found",
  "of",
  "recall",
  "only here",
  "to alert",
];

function rulesTable({ rules, all }: RuleSetResult): string {
  const rows = rules.map((rule) =>
    rowOf(`${rule.rule}${rule.mode === "shadow" ? " (shadow)" : ""}`, rule, String(rule.onlyHere)),
  );
  return table(RULE_HEAD, [...rows, rowOf("all", all, "")]);
}

function rowOf(name: string, { alerts, schemes, delays, confidence }: MeasuredShown, onlyHere: string): string[] {
  return [
    name,
    String(alerts.count),
    aDayText(alerts.aDay),
    String(alerts.scheme),
    String(alerts.honest),
    String(alerts.unlabelled),
    shareText(alerts.precision, confidence.precision),
    String(schemes.found),
    String(schemes.of),
    shareText(schemes.recall, confidence.recall),
    onlyHere,
    delayText(delays.schemeToAlert),
  ];
}

function kindsTable({ rules, all }: RuleSetResult): string | undefined {
  const kinds = Object.keys(all.kinds);
  if (kinds.length === 0) return undefined;
  const rows = kinds.map((kind) => {
    const finders = rules
      .filter((rule) => rule.kinds[kind].found > 0)
      .sort((a, b) => b.kinds[kind].found - a.kinds[kind].found)
      .map((rule) => `${rule.rule} ${rule.kinds[kind].found}`);
    const { found, of, recall } = all.kinds[kind];
    return [kind, String(of), String(found), shareText(recall), finders.join(", ")];
  });
  return table(["kind of scheme", "known", "found", "recall", "by"], rows, 4);
}

function sweepTable({ rule, parameters, points }: SweepResult): string {
  const head = [
    ...parameters.map(({ name }) => `${rule}.${name}`),
    "alerts",
    "a day",
    "precision",
    "found",
    "of",
    "recall",
    "",
  ];
  const rows = points.map(({ values, alerts, aDay, precision, found, of, recall, present }) => [
    ...parameters.map(({ name }) => values[name]),
    String(alerts),
    aDayText(aDay),
    shareText(precision),
    String(found),
    String(of),
    shareText(recall),
    present ? "<- as it is" : "",
  ]);
  return table(head, rows, head.length - 1);
}

/** `67 % (61-73)`; a dash where it is not known. */
export function shareText(share: number | undefined, range?: Interval): string {
  if (share === undefined) return "-";
  return range === undefined
    ? percent(share)
    : `${percent(share)} (${Math.round(100 * range[0])}-${Math.round(100 * range[1])})`;
}

/** `2h (p90 11h)`, rounded as a person says it. */
export function delayText({ median, p90, unknown }: Spread): string {
  if (median === undefined || p90 === undefined) return unknown > 0 ? "not known" : "-";
  return `${about(median)} (p90 ${about(p90)})`;
}
