import { KEYS } from "../keys/keys";
import { PAYMENT_NAMES } from "./paymentNames";
import { SUMMARY_NAMES } from "./summaryName";

let names: ReadonlySet<string> | undefined;

/** Every name that some condition knows, and words of the language: none of them can be a parameter or a measure. */
export function allNames(): ReadonlySet<string> {
  names ??= new Set([
    ...[...PAYMENT_NAMES, ...SUMMARY_NAMES].map(({ name }) => name),
    ...Object.values(KEYS).flatMap((key) => [...key.summaryNames, ...key.paymentNames].map(({ name }) => name)),
    ...WORDS,
  ]);
  return names;
}

/** CEL's own: what it reserves, and what its library calls by name. */
const WORDS = (
  "true false null in as break const continue else for function if import let loop package namespace return var void while " +
  "prototype duration bool bytes cel double dyn has int list map matches optional size string timestamp type uint"
).split(" ");
