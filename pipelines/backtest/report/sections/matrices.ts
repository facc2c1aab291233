import { percent } from "../../../../config/printed";
import type { RuleSetResult } from "../../result";
import { grouped, type Html, html } from "../html";

/** Which rule finds which kinds of scheme. */
export function kindsSection({ rules, all }: RuleSetResult): Html {
  const kinds = Object.entries(all.kinds);
  return html`<section>
    <h2>Kinds of scheme</h2>
    <p>How many of each kind a rule finds, whatever it is there for.</p>
    ${matrix(
      "Kinds of scheme by rule",
      ["Kind", "known", "found", ...rules.map(({ rule }) => rule)],
      kinds.map(([kind, { of, found }]) => [
        kind,
        { text: grouped(of) },
        { text: grouped(found), share: found / of },
        ...rules.map((rule) => ({ text: grouped(rule.kinds[kind].found), share: rule.kinds[kind].found / of })),
      ]),
    )}
  </section>`;
}

/** What rules have in common. */
export function overlapSection({ rules, shared }: RuleSetResult): Html {
  return html`<section>
    <h2>What rules share</h2>
    <p>Of the alerts of the rule at the left, how many list a payment that an alert of the rule above lists, too.</p>
    ${matrix(
      "Alerts that rules share",
      ["Rule", "alerts", ...rules.map(({ rule }) => rule)],
      rules.map(({ rule, alerts: { count } }, i) => [
        rule,
        { text: grouped(count) },
        ...rules.map((_, j) => {
          const share = count === 0 || i === j ? 0 : shared[i][j] / count;
          return { text: i === j ? "" : shared[i][j] === 0 ? "0" : percent(share), share };
        }),
      ]),
    )}
  </section>`;
}

type Cell = string | { text: string; share?: number };

function matrix(label: string, head: string[], rows: Cell[][]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table class="matrix">
    <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map(matrixCell)}</tr>`)}</tbody>
  </table></div>`;
}

function matrixCell(cell: Cell): Html {
  if (typeof cell === "string") return html`<th scope="row">${cell}</th>`;
  const strength = Math.round(100 * (cell.share ?? 0));
  return html`<td class="figure${cell.text === "0" ? " none" : ""}" style="--share:${strength}%">${cell.text}</td>`;
}
