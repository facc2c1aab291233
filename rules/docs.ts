import { nameTables } from "./nameTable";

const BEGIN = "<!-- names: npm run rules:docs writes from here -->";
const END = "<!-- names: to here -->";

/** `docs/rules.md` with its tables as the code has them. */
export function docsWith(docs: string): string {
  const [before, rest] = docs.split(BEGIN);
  const after = rest.split(END)[1];
  return `${before}${BEGIN}\n\n${nameTables()}\n\n${END}${after}`;
}
