/** Where a section of a page stands, between two comments that Markdown does not show. */
const begins = (name: string) => `<!-- bench:${name} -->`;
const ends = (name: string) => `<!-- /bench:${name} -->`;

/** A page with its sections by their names filled anew. Throws where the page has no place for one. */
export function fillSections(page: string, sections: Record<string, string>): string {
  let filled = page;
  for (const [name, content] of Object.entries(sections)) {
    const from = filled.indexOf(begins(name));
    const to = filled.indexOf(ends(name));
    if (from < 0 || to < from) throw new Error(`the page has no ${begins(name)} with ${ends(name)} after it`);
    filled = `${filled.slice(0, from + begins(name).length)}\n${content.trim()}\n${filled.slice(to)}`;
  }
  return filled;
}
