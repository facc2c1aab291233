import type { AlertsChanged, ChangeShown } from "../../result";
import { aDayText } from "../../sentences";
import { grouped, type Html, html, money, when } from "../html";
import { alertExample, schemeExample } from "./examples";

/** What the tried rules change. */
export function changeSection(change: ChangeShown): Html {
  const { gained, lost, changed, same, payments, schemes, alertsADay } = change;
  return html`<section>
    <h2>What changes</h2>
    <p>${when(schemes.interval, () => html`With other schemes of these kinds it would be ${signed(schemes.interval?.[0])} to ${signed(schemes.interval?.[1])} schemes`)}${when(
      schemes.interval && alertsADay.interval,
      () =>
        html`, on other days ${signed(alertsADay.interval?.[0])} to ${signed(alertsADay.interval?.[1])} alerts a day`,
    )}${when(schemes.interval, () => html` (95 % ranges).`)}
    ${grouped(same)} alerts stay as they are. Payments in alerts: ${grouped(payments.gained.count)} gained (${money(payments.gained.amount)}),
    ${grouped(payments.lost.count)} lost (${money(payments.lost.amount)}), ${grouped(payments.same)} in both.</p>
    <div class="columns">
      <div>${changedAlerts("Alerts gained", gained)}</div>
      <div>${changedAlerts("Alerts lost", lost)}</div>
    </div>
    <h3>${grouped(changed.count)} alerts changed</h3>
    ${changed.examples.map(
      ({
        before,
        after,
      }) => html`<details class="pair"><summary><b>${after.rule}</b> <span class="about">${after.about}</span>
      <span class="sum">${money(before.total)} → ${money(after.total)}</span></summary>${alertExample(before)}${alertExample(after)}</details>`,
    )}
    <div class="columns">
      <div><h3>${grouped(schemes.gained.length)} schemes gained</h3>${schemes.gained.slice(0, 8).map(schemeExample)}</div>
      <div><h3>${grouped(schemes.lost.length)} schemes lost</h3>${schemes.lost.slice(0, 8).map(schemeExample)}</div>
    </div>
  </section>`;
}

function changedAlerts(title: string, { count, labels, examples }: AlertsChanged): Html {
  return html`<h3>${grouped(count)} ${title.toLowerCase()}</h3>
    <p class="small">${grouped(labels.scheme)} about schemes, ${grouped(labels.honest)} honest, ${grouped(labels.unlabelled)} not labelled.${when(
      count > examples.length,
      () => html` ${examples.length} of them:`,
    )}</p>${examples.map(alertExample)}`;
}

function signed(figure = 0): string {
  const text = aDayText(Math.abs(figure));
  return text === "0" ? text : figure < 0 ? `−${text}` : `+${text}`;
}
