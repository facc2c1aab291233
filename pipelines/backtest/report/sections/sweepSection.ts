import { percent } from "../../../../config/printed";
import type { SweepResult } from "../../result";
import { aDayText } from "../../sentences";
import { shareText } from "../../terminalText";
import { grouped, type Html, html } from "../html";
import { curvePlot } from "../plots/curvePlot";
import { heatMap } from "../plots/heatMap";

/** Points of a table that a person reads. */
const MOST_ROWS = 60;

/** What other values of a rule's parameters do. */
export function sweepSection(sweep: SweepResult): Html {
  const { rule, title, parameters, points } = sweep;
  const names = parameters.map(({ name }) => name).join(" and ");
  const isMap = parameters.length === 2;
  const isJudged = points.some(({ precision, recall }) => precision !== undefined && recall !== undefined);
  return html`<section>
    <h2>${rule}: ${names}</h2>
    <p>${title}. ${parameters.map(({ name, present }) => html`<code>${name}</code> is ${present}. `)}The present setting is marked.</p>
    <div class="plots">
      ${isJudged ? html`<figure><figcaption>Precision against recall</figcaption>${curvePlot(sweep)}</figure>` : ""}
      ${
        isMap
          ? html`<figure><figcaption>Recall</figcaption>${heatMap(sweep, "Recall", ({ recall }) => recall, percent)}</figure>
        <figure><figcaption>Precision</figcaption>${heatMap(sweep, "Precision", ({ precision }) => precision, percent)}</figure>
        <figure><figcaption>Alerts a day</figcaption>${heatMap(sweep, "Alerts a day", ({ aDay }) => aDay, aDayText)}</figure>`
          : ""
      }
    </div>
    <details ${isMap ? "" : "open"}><summary>All ${grouped(points.length)} settings</summary>
    <div class="scroll" tabindex="0" role="group" aria-label="Settings of ${rule}"><table>
      <thead><tr>${[
        ...parameters.map(({ name }) => name),
        "alerts",
        "a day",
        "about schemes",
        "honest",
        "not labelled",
        "precision",
        "schemes",
        "recall",
      ].map((name) => html`<th scope="col" class="figure">${name}</th>`)}</tr></thead>
      <tbody>${points.slice(0, MOST_ROWS).map(
        ({
          values,
          present,
          alerts,
          aDay,
          labels,
          precision,
          found,
          of,
          recall,
        }) => html`<tr class="${present ? "present" : ""}">
          ${[
            ...parameters.map(({ name }, i) => `${values[name]}${present && i === 0 ? " (now)" : ""}`),
            grouped(alerts),
            aDayText(aDay),
            grouped(labels.scheme),
            grouped(labels.honest),
            grouped(labels.unlabelled),
            shareText(precision),
            `${found} of ${of}`,
            shareText(recall),
          ].map((cell) => html`<td class="figure">${cell}</td>`)}</tr>`,
      )}</tbody>
    </table></div>${points.length > MOST_ROWS ? html`<p class="small">The first ${MOST_ROWS}; all of them are in report.json.</p>` : ""}</details>
  </section>`;
}
