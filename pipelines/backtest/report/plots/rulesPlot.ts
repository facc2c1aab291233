import { dot, link } from "@observablehq/plot";
import type { Interval } from "../../../../scoring/bootstrap";
import type { RuleResult } from "../../result";
import { COLORS, svgPlot } from "./svgPlot";

interface Figure {
  rule: string;
  kind: "precision" | "recall";
  share?: number;
  range?: Interval;
}

/** Precision and recall of each rule with their ranges, one under the other. */
export function rulesPlot(rules: readonly RuleResult[]) {
  const figures = rules.flatMap(({ rule, alerts, schemes, confidence }): Figure[] => [
    { rule, kind: "precision", share: alerts.precision, range: confidence.precision },
    { rule, kind: "recall", share: schemes.recall, range: confidence.recall },
  ]);
  const known = figures.filter(({ share }) => share !== undefined);
  const longest = Math.max(...rules.map(({ rule }) => rule.length));
  return svgPlot("Precision and recall of each rule, with ranges", {
    height: 60 + 34 * rules.length,
    marginLeft: Math.min(180, 16 + 7 * longest),
    marginRight: 16,
    x: { domain: [0, 100], percent: true, grid: true, label: "%" },
    y: { type: "point", domain: rules.map(({ rule }) => rule), label: null },
    color: { domain: ["precision", "recall"], range: [COLORS.accent, COLORS.second] },
    marks: (["precision", "recall"] as const).flatMap((kind) => {
      const own = known.filter((figure) => figure.kind === kind);
      const dy = kind === "precision" ? -5 : 5;
      return [
        link(
          own.filter(({ range }) => range !== undefined),
          {
            x1: ({ range }: Figure) => range?.[0],
            x2: ({ range }: Figure) => range?.[1],
            y1: "rule",
            y2: "rule",
            stroke: "kind",
            strokeWidth: 3,
            strokeOpacity: 0.45,
            dy,
          },
        ),
        dot(own, { x: "share", y: "rule", fill: "kind", r: 4.5, dy }),
      ];
    }),
  });
}
