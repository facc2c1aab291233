import { askWhileOpen } from "../shared/askWhileOpen.js";
import { element } from "../shared/element.js";
import { figure } from "../shared/figure.js";
import { putAsideTable } from "./putAsideTable.js";
import { ruleCard, withoutCounts } from "./ruleCard.js";

/** @typedef {import("../../web/rulesApi").RulesAnswer} RulesAnswer */
/** @typedef {ReturnType<typeof ruleCard>} RuleCard */

/**
 * The room of rules: asks for them while it is open. What has not changed stays as it is, so that a reader loses no place.
 * @param {HTMLElement} place
 * @param {(rule: string, isShadow: boolean) => void} onRule
 */
export function createRulesRoom(place, onRule) {
  /** What is drawn, to see whether anything has changed. */
  let drawn = "";
  /** @type {Map<string, RuleCard>} */
  let cards = new Map();

  /** @param {RulesAnswer} answer */
  function show(answer) {
    const { at, ...told } = answer;
    const text = JSON.stringify(told, withoutCounts);
    if (text !== drawn) draw(answer);
    drawn = text;
    for (const rule of answer.rules) cards.get(rule.id)?.showAlerts(rule);
  }

  /** @param {RulesAnswer} answer */
  function draw({ topic, notReady, rules, rates, putAside }) {
    const before = cards;
    const shown = rates === undefined ? rules : [...rules, rates];
    cards = new Map(shown.map((one) => [one.id, ruleCard(one, onRule, before.get(one.id))]));
    const group = (/** @type {boolean} */ isRemoved) =>
      rules
        .filter(({ state }) => (state === "removed") === isRemoved)
        .map(({ id }) => element("li", {}, /** @type {RuleCard} */ (cards.get(id)).element));
    const removed = group(true);
    const focused = document.activeElement;
    place.replaceChildren(
      element("h2", {}, "Rules"),
      element(
        "p",
        { class: "hint" },
        "Versions on topic ",
        element("code", {}, topic),
        ", in force by the time of the payments.",
      ),
      ...(notReady === null
        ? []
        : [
            element(
              "p",
              { class: "reason withdrawn" },
              `The topic is not read now: ${notReady}. What is told here may be out of date.`,
            ),
          ]),
      figures(rules, putAside.count),
      ...(rules.length === 0 ? [nothing(topic)] : [element("ul", { class: "rule-cards" }, ...group(false))]),
      ...(rates === undefined
        ? []
        : [element("h2", {}, "Rates"), /** @type {RuleCard} */ (cards.get(rates.id)).element]),
      ...(removed.length === 0
        ? []
        : [element("h2", {}, "Removed"), element("ul", { class: "rule-cards" }, ...removed)]),
      ...putAsideTable(putAside),
    );
    if (focused instanceof HTMLElement && place.contains(focused)) focused.focus({ preventScroll: true });
  }

  function tellNone() {
    place.replaceChildren(
      element("h2", {}, "Rules"),
      element(
        "p",
        { class: "quiet" },
        "This viewer shows no rules. Start it with ",
        element("code", {}, "--rules-topic"),
        " and the topic of the versions of rules.",
      ),
    );
  }

  return askWhileOpen(place, "/api/rules", { show, tellNone });
}

/** @param {RulesAnswer["rules"]} rules @param {number} putAside */
function figures(rules, putAside) {
  const inForce = rules.filter(({ state }) => state === "in force");
  const shadow = inForce.filter(({ version }) => version.mode === "shadow").length;
  const scheduled = rules.reduce((sum, rule) => sum + rule.scheduled.length + rule.moreScheduled, 0);
  return element(
    "dl",
    { class: "figures" },
    figure("In force", (inForce.length - shadow).toLocaleString("en")),
    figure("Tried out", shadow.toLocaleString("en")),
    figure("Versions scheduled", scheduled.toLocaleString("en")),
    figure("Records put aside", putAside.toLocaleString("en")),
  );
}

/** @param {string} topic */
function nothing(topic) {
  return element(
    "p",
    { class: "quiet" },
    `No version of a rule lies on topic ${topic} yet. `,
    element("code", {}, "npm run rules -- publish FILE --brokers …"),
    " puts some there.",
  );
}
