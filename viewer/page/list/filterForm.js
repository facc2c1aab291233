import { chooseRule } from "./ruleChoice.js";

/** What the form asks for, as an address holds it: without what is left empty. @param {HTMLFormElement} form */
export function paramsOf(form) {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") params.set(name, String(value));
  return params;
}

/** Fills the form with what an address holds; what it does not know is left out. @param {HTMLFormElement} form @param {URLSearchParams} params */
export function fillForm(form, params) {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) choose(field, params.get(field.name) ?? "");
    else if (!(field instanceof HTMLInputElement)) continue;
    else if (field.type === "checkbox") field.checked = params.has(field.name);
    else if (field.value !== (params.get(field.name) ?? "")) field.value = params.get(field.name) ?? "";
  }
}

/** @param {HTMLSelectElement} select @param {string} value */
function choose(select, value) {
  if (select.name === "rule") return chooseRule(select, value);
  select.value = value;
  if (select.selectedIndex < 0) select.value = "";
}
