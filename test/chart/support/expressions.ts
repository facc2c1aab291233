import { readFileSync } from "node:fs";
import { find, type KubernetesObject } from "./render";

interface Panel {
  targets: { expr: string }[];
}

/** The expressions of each panel of the dashboard as Prometheus gets them, for a namespace and all jobs. */
export function dashboardExpressions(namespace: string): string[] {
  const { panels } = JSON.parse(readFileSync("helm/flink-demo/dashboards/fraud-detection.json", "utf8"));
  return (panels as Panel[]).flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replaceAll("$namespace", namespace).replaceAll("$job", ".*")),
  );
}

/** The expressions of the chart's alerts, by their names. */
export function alertExpressions(objects: KubernetesObject[]): Record<string, string> {
  const rules: { alert: string; expr: string }[] = find(objects, "PrometheusRule").spec.groups[0].rules;
  return Object.fromEntries(rules.map(({ alert, expr }) => [alert, expr]));
}

/** What an expression asks for: names of metrics, with the labels where it gives any. */
export function selectorsOf(expression: string): string[] {
  const texts = /"[^"]*"/;
  const selector = /\b(?:fraud|flink|viewer|generator)_\w+(?:\{(?:[^}"]|"[^"]*")*\})?/;
  const found = [...expression.matchAll(new RegExp(`${texts.source}|${selector.source}`, "g"))].map(([part]) => part);
  return found.filter((part) => !part.startsWith('"'));
}
