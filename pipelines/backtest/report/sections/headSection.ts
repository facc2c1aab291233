import { percent } from "../../../../config/printed";
import type { Backtest } from "../../result";
import { aDayText } from "../../sentences";
import { shareText } from "../../terminalText";
import { grouped, type Html, html, moment, money, when } from "../html";

/** What was tried on what, what came out in a sentence, and what to know before believing it. */
export function headSection({ archive, labels, tried, sentence, notes, change }: Backtest): Html {
  const { alerts, schemes, accounts, confidence } = tried.all;
  const isJudged = alerts.precision !== undefined;
  return html`<header>
    <p class="kicker">Backtest</p>
    <h1>${sentence}</h1>
    ${when(change, () => html`<p class="lead">${change?.sentence}</p>`)}
    <p class="facts">${tried.file} on ${archive.file}: ${grouped(archive.payments)} payments of ${money(archive.amount)} in
      ${grouped(archive.days)} days, ${moment(archive.firstAt)} to ${moment(archive.lastAt)} UTC.${when(
        labels.schemes > 0,
        () =>
          html` ${grouped(labels.schemes)} schemes are known; ${percent(labels.payments / archive.payments)} of the payments are theirs.`,
      )}</p>
    <dl class="cards">
      ${card("alerts a day", aDayText(alerts.aDay), confidence.aDay && `${aDayText(confidence.aDay[0])} to ${aDayText(confidence.aDay[1])}`)}
      ${card("schemes found", schemes.of === 0 ? "–" : `${grouped(schemes.found)} of ${grouped(schemes.of)}`, schemes.of === 0 ? "none known" : shareText(schemes.recall, confidence.recall))}
      ${card("alerts that are right", isJudged ? percent(alerts.precision as number) : "–", isJudged ? shareText(alerts.precision, confidence.precision) : "no labels")}
      ${card("honest accounts bothered", isJudged ? grouped(accounts.honest) : "–", `${grouped(accounts.unlabelled)} more without a label`)}
    </dl>
    ${when(notes.length > 0, () => html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`)}
  </header>`;
}

function card(name: string, figure: string, range: string | undefined): Html {
  return html`<div><dt>${name}</dt><dd><b>${figure}</b><span>${range ?? ""}</span></dd></div>`;
}
