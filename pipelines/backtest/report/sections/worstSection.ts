import type { RuleSetResult } from "../../result";
import { grouped, type Html, html, when } from "../html";
import { alertExample, schemeExample } from "./examples";

/** What slips through, and whom rules bother, the largest first. */
export function worstSection({ rules, missed }: RuleSetResult): Html {
  const bothering = rules.filter(({ worst }) => worst.length > 0);
  return html`<section>
    <h2>The worst cases</h2>
    <div class="columns">
      <div><h3>${grouped(missed.count)} schemes that no rule finds</h3>
        ${when(missed.count > missed.largest.length, () => html`<p class="small">The ${missed.largest.length} largest:</p>`)}
        ${missed.largest.map(schemeExample)}</div>
      <div><h3>The largest alerts of each rule that are about no known scheme</h3>
        ${bothering.map(({ worst }) => worst.map(alertExample))}</div>
    </div>
  </section>`;
}
