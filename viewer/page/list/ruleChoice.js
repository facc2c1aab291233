import { byId, element } from "../shared/element.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** Rules to choose from in the filter. What no rule can be called stands for the alerts without one. */
export const OF_THE_OPTIONS = "(options)";

/**
 * Offers the rules that the alerts name, and hides what is of no use without rules. What is chosen stays on offer.
 * @param {HTMLSelectElement} select
 */
export function createRuleChoice(select) {
  let offered = "";

  /** @param {AlertSummary[]} alerts */
  return (alerts) => {
    const ids = new Set(alerts.map(({ rule }) => rule?.id ?? OF_THE_OPTIONS));
    const hasRules = ids.size > 1 || (ids.size === 1 && !ids.has(OF_THE_OPTIONS));
    document.body.classList.toggle("has-rules", hasRules || select.value !== "");
    byId("shadow-choice").hidden = !alerts.some(({ rule }) => rule?.mode === "shadow");
    if (select.value !== "") ids.add(select.value);
    const names = [...ids].sort();
    if (JSON.stringify(names) === offered) return;
    offered = JSON.stringify(names);
    const chosen = select.value;
    select.replaceChildren(element("option", { value: "" }, "All"), ...names.map(option));
    select.value = chosen;
  };
}

/** Chooses a rule, also one that no alert has named yet; "" for all. @param {HTMLSelectElement} select @param {string} id */
export function chooseRule(select, id) {
  select.value = id;
  if (select.selectedIndex >= 0) return;
  select.append(option(id));
  select.value = id;
}

/** @param {string} id */
function option(id) {
  return element("option", { value: id }, id === OF_THE_OPTIONS ? "without a rule" : id);
}

/** What the filter calls an alert's rule. @param {AlertSummary} alert */
export function ruleIdOf({ rule }) {
  return rule?.id ?? OF_THE_OPTIONS;
}
