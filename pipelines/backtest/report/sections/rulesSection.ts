import type { MeasuredShown, RuleResult, RuleSetResult } from "../../result";
import { aDayText } from "../../sentences";
import { delayText, shareText } from "../../terminalText";
import { grouped, type Html, html, money } from "../html";
import { dailyPlot } from "../plots/dailyPlot";
import { rulesPlot } from "../plots/rulesPlot";

type Column = [name: string, note: string, of: (measured: MeasuredShown & Partial<RuleResult>) => string];

const FINDS: Column[] = [
  ["Alerts", "", ({ alerts }) => grouped(alerts.count)],
  ["a day", "", ({ alerts }) => aDayText(alerts.aDay)],
  ["About schemes", "", ({ alerts }) => grouped(alerts.scheme)],
  ["Honest", "", ({ alerts }) => grouped(alerts.honest)],
  ["Not labelled", "", ({ alerts }) => grouped(alerts.unlabelled)],
  ["Precision", "of those with a label", ({ alerts, confidence }) => shareText(alerts.precision, confidence.precision)],
  ["Schemes found", "of those it is for", ({ schemes }) => partOf(schemes)],
  ["Recall", "", ({ schemes, confidence }) => shareText(schemes.recall, confidence.recall)],
  ["Only here", "schemes no other rule finds", ({ onlyHere, rule }) => (rule === undefined ? "" : grouped(onlyHere))],
];

const COSTS: Column[] = [
  [
    "Accounts named",
    "in schemes / honest / not labelled",
    ({ accounts: { scheme, honest, unlabelled } }) => [scheme, honest, unlabelled].map(grouped).join(" / "),
  ],
  ["Accounts reached", "of those in the schemes", ({ accounts }) => partOf(accounts)],
  ["Amount", "of listed payments", ({ amount }) => money(amount)],
  ["Alone", "alerts that share no payment", ({ alone }) => (alone === undefined ? "" : grouped(alone))],
  ["First payment to EARLY", "median (p90)", ({ delays }) => delayText(delays.schemeToEarly)],
  ["First payment to alert", "median (p90)", ({ delays }) => delayText(delays.schemeToAlert)],
  ["Crossing to alert", "median (p90)", ({ delays }) => delayText(delays.crossingToAlert)],
];

function partOf({ of, found }: { of: number; found: number }): string {
  return of === 0 ? "-" : `${grouped(found)} of ${grouped(of)}`;
}

/** How good each rule is. */
export function rulesSection(set: RuleSetResult, title: string): Html {
  const { rules } = set;
  const judged = rules.some(({ alerts }) => alerts.precision !== undefined);
  return html`<section>
    <h2>${title}</h2>
    ${rulesTable(set, title, FINDS)}
    <div class="plots">
      <figure><figcaption>Alerts a day: <span class="key scheme">about a scheme</span> <span class="key honest">honest</span>
        <span class="key unlabelled">not labelled</span></figcaption>${dailyPlot(set)}</figure>
      ${judged ? html`<figure><figcaption>Each rule's <span class="key accent">precision</span> and <span class="key second">recall</span>; the lines are 95 % ranges</figcaption>${rulesPlot(rules)}</figure>` : ""}
    </div>
    <h3>Whom, how much and how soon</h3>
    ${rulesTable(set, `${title}: whom, how much and how soon`, COSTS)}
  </section>`;
}

function rulesTable({ rules, all }: RuleSetResult, label: string, columns: Column[]): Html {
  const row = (name: Html, measured: Parameters<Column[2]>[0]) =>
    html`<tr><th scope="row">${name}</th>${columns.map(([, , of]) => html`<td class="figure">${of(measured)}</td>`)}</tr>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table class="rules">
    <thead><tr><th scope="col">Rule</th>${columns.map(
      ([name, note]) => html`<th scope="col" class="figure">${name}<small>${note}</small></th>`,
    )}</tr></thead>
    <tbody>${rules.map((rule) => row(html`<b>${rule.rule}</b>${rule.mode === "shadow" ? " (shadow)" : ""}<small>${rule.title}</small>`, rule))}</tbody>
    <tfoot>${row(html`<b>All live rules</b>`, all)}</tfoot>
  </table></div>`;
}
