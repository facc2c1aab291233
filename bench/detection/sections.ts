import { percent } from "../../config/printed";
import type { Backtest, RuleResult } from "../../pipelines/backtest/result";
import { aDayText } from "../../pipelines/backtest/sentences";
import { shareText } from "../../pipelines/backtest/terminalText";
import { markdownTable } from "../report/markdownTable";

/** What runs over archives found, together: the rows of all, rule by rule, kind by kind. */
export function detectionSection(runs: readonly { name: string; backtest: Backtest }[]): string {
  const backtests = runs.map(({ backtest }) => backtest);
  return [
    markdownTable(
      ALL_HEAD,
      runs.map(({ name, backtest }) => allRow(name, backtest)),
    ),
    rulesTable(backtests),
    kindsTable(backtests),
  ].join("\n\n");
}

const ALL_HEAD = [
  "",
  "payments",
  "in schemes",
  "alerts a day",
  "about schemes",
  "honest",
  "not labelled",
  "precision",
  "found",
  "recall",
  "honest accounts",
];

function allRow(name: string, { archive, labels, tried }: Backtest): string[] {
  const { alerts, schemes, accounts, confidence } = tried.all;
  return [
    name,
    archive.payments.toLocaleString("en-US"),
    `${((100 * labels.payments) / archive.payments).toFixed(2)} %`,
    aDayText(alerts.aDay),
    String(alerts.scheme),
    String(alerts.honest),
    String(alerts.unlabelled),
    shareText(alerts.precision, confidence.precision),
    `${schemes.found} of ${schemes.of}`,
    shareText(schemes.recall, confidence.recall),
    String(accounts.honest),
  ];
}

function rulesTable(backtests: readonly Backtest[]): string {
  const rows = backtests[0].tried.rules.map(({ rule }) => {
    const own = backtests.map(({ tried }) => tried.rules.find((one) => one.rule === rule) as RuleResult);
    const [alerts, scheme, honest, unlabelled] = [
      sum(own, (one) => one.alerts.count),
      sum(own, (one) => one.alerts.scheme),
      sum(own, (one) => one.alerts.honest),
      sum(own, (one) => one.alerts.unlabelled),
    ];
    const [found, of] = [sum(own, (one) => one.schemes.found), sum(own, (one) => one.schemes.of)];
    return [
      rule,
      ...[alerts, scheme, honest, unlabelled].map(String),
      share(scheme, scheme + honest),
      `${found} of ${of}`,
      share(found, of),
      String(sum(own, (one) => one.onlyHere)),
    ];
  });
  return markdownTable(
    ["rule", "alerts", "about schemes", "honest", "not labelled", "precision", "found", "recall", "only here"],
    rows,
  );
}

function kindsTable(backtests: readonly Backtest[]): string {
  const kinds = [...new Set(backtests.flatMap(({ tried }) => Object.keys(tried.all.kinds)))].sort();
  const rows = kinds.map((kind) => {
    const own = backtests.flatMap(({ tried }) => tried.all.kinds[kind] ?? []);
    const [found, of] = [sum(own, (one) => one.found), sum(own, (one) => one.of)];
    return [kind, String(of), String(found), share(found, of)];
  });
  return markdownTable(["kind of scheme", "known", "found", "recall"], rows);
}

function share(part: number, whole: number): string {
  return whole === 0 ? "-" : percent(part / whole);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
