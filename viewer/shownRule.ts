import type { Alert } from "../transforms/alert";
import { printable } from "../transforms/alertText";

/** What the page's list needs of an alert's rule. */
export interface ShownRule extends Pick<NonNullable<Alert["rule"]>, "id" | "severity" | "mode"> {
  title: string;
}

/** Of a title: every page loads it for every alert. */
const MAX_TITLE_CHARACTERS = 120;

/** The list's view of a rule. */
export function shownRule({ id, title, severity, mode }: NonNullable<Alert["rule"]>): ShownRule {
  const characters = [...title];
  const cut = characters.length > MAX_TITLE_CHARACTERS;
  return {
    id,
    severity,
    mode,
    title: printable(characters.slice(0, MAX_TITLE_CHARACTERS).join("")) + (cut ? "…" : ""),
  };
}

/** What a rule says in an alert, as people may see it: its title, what it compared and what it measured. */
export function displayRule({ rule, measures, facts }: Alert): Pick<Alert, "rule" | "measures" | "facts"> {
  return {
    ...(rule && { rule: { ...rule, title: printable(rule.title) } }),
    ...(measures && { measures: Object.fromEntries(Object.entries(measures).map(printables)) }),
    ...(facts && { facts: facts.map(({ holds, ...texts }) => ({ ...displayTexts(texts), holds })) }),
  };
}

function displayTexts<T extends Record<string, string>>(texts: T): T {
  return Object.fromEntries(Object.entries(texts).map(printables)) as T;
}

function printables([name, text]: [string, string]): [string, string] {
  return [printable(name), printable(text)];
}
