import type { AlertShown, PaymentShown, SchemeShown } from "../../result";
import { grouped, type Html, html, moment, money, when } from "../html";

export const LABEL_WORDS = { scheme: "about a scheme", honest: "honest", unlabelled: "not labelled" };

/** An alert to open, with its reason and its payments. */
export function alertExample(alert: AlertShown): Html {
  const { id, rule, about, total, count, label, reason, schemes, payments, windowStart, windowEnd } = alert;
  return html`<details>
    <summary><span class="tag ${label}">${LABEL_WORDS[label]}</span> <b>${rule}</b> <span class="about">${about}</span>
      <span class="sum">${money(total)}</span></summary>
    <p>${reason}</p>
    <p class="small">From ${moment(windowStart)} to ${moment(windowEnd)} UTC. Id <code>${id}</code>.${when(
      schemes.length > 0,
      () => html` Of ${schemes.join(", ")}.`,
    )}</p>
    ${paymentsTable(payments, count)}
  </details>`;
}

/** A scheme to open, with its payments. */
export function schemeExample({ id, kind, total, count, payments }: SchemeShown): Html {
  return html`<details>
    <summary><span class="tag scheme">${kind}</span> <span class="about">${id}</span> <span class="sum">${money(total)}</span></summary>
    ${paymentsTable(payments, count)}
  </details>`;
}

function paymentsTable(payments: readonly PaymentShown[], count: number): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Payments"><table>
    <thead><tr><th scope="col">Time (UTC)</th><th scope="col">From</th><th scope="col">To</th><th scope="col" class="figure">Amount</th></tr></thead>
    <tbody>${payments.map(
      ({ timestamp, origin, target, amount }) =>
        html`<tr><td>${moment(timestamp)}</td><td>${origin}</td><td>${target}</td><td class="figure">${money(amount)}</td></tr>`,
    )}</tbody>
  </table></div>${when(count > payments.length, () => html`<p class="small">The first ${payments.length} of ${grouped(count)} payments.</p>`)}`;
}
