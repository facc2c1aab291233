import { percent } from "../../config/printed";
import { counted } from "../../rules/explain";
import type { ChangeShown, LabelsShown, RuleSetResult } from "./result";

/** `31 alerts a day find 132 of 147 schemes; 68 % of the alerts with a label are about a scheme.` */
export function sentenceOf({ all, rules }: RuleSetResult, labels: LabelsShown): string {
  const { alerts, schemes } = all;
  const head = `${counted(rules.length, "rule")}: ${aDayText(alerts.aDay)} alerts a day`;
  if (labels.schemes === 0 && alerts.precision === undefined)
    return `${head}; without labels nobody knows how many are right.`;
  const found = schemes.of === 0 ? "" : ` find ${schemes.found} of ${counted(schemes.of, "scheme")}`;
  const right =
    alerts.precision === undefined
      ? "no alert has a label"
      : `${percent(alerts.precision)} of ${alerts.unlabelled > 0 ? "those with a label" : "them"} are about a scheme`;
  return `${head}${found}; ${right}.`;
}

/** `Compared with today.yaml, new.yaml finds 14 more schemes for 9 more alerts a day.` */
export function changeSentence(
  tried: string,
  against: string,
  { schemes, alertsADay }: Pick<ChangeShown, "schemes" | "alertsADay">,
  labels: LabelsShown,
): string {
  const head = `Compared with ${against}, ${tried} `;
  const { difference } = alertsADay;
  const word = aDayText(Math.abs(difference)) === "1" ? "alert" : "alerts";
  const alerts =
    Math.abs(difference) < 0.05 ? "as many" : `${aDayText(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"}`;
  if (labels.schemes === 0)
    return `${head}raises ${alerts} ${word} a day; without labels nobody knows how many are right.`;
  const found = schemes.difference;
  if (found === 0) return `${head}finds as many schemes with ${alerts} ${word} a day.`;
  const joint = found > 0 === difference > 0 ? "for" : "and raises";
  return `${head}finds ${Math.abs(found)} ${found > 0 ? "more" : "fewer"} ${Math.abs(found) === 1 ? "scheme" : "schemes"} ${joint} ${alerts} ${word} a day.`;
}

/** As many digits as a person says. */
export function aDayText(figure: number): string {
  return figure >= 10 || figure === 0 ? Math.round(figure).toLocaleString("en-US") : String(Number(figure.toFixed(1)));
}
