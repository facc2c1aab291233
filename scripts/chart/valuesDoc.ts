import { parse } from "yaml";

/** What the comments above a value say: `# -- text`, `# @free`, `# @enum a,b`, `# @min 1`. */
export interface ValueDoc {
  /** `viewer.service.port`. */
  path: string;
  text: string;
  /** Its default. */
  value: unknown;
  /** Anything of the default's kind goes: a piece of Kubernetes' own API. */
  free: boolean;
  oneOf?: string[];
  min?: number;
}

/** Every documented value of a values.yaml, in its order. Throws for one without a comment. */
export function readValuesDoc(source: string): ValueDoc[] {
  const values = parse(source);
  const docs: ValueDoc[] = [];
  const parents: { indent: number; key: string }[] = [];
  let pending: Partial<ValueDoc> = {};
  for (const line of source.split("\n")) {
    const comment = /^\s*# (--|@\w+) ?(.*)$/.exec(line);
    if (comment?.[1] === "--") pending = { text: comment[2], free: false };
    if (comment?.[1] === "@free") pending.free = true;
    if (comment?.[1] === "@enum") pending.oneOf = comment[2].split(",");
    if (comment?.[1] === "@min") pending.min = Number(comment[2]);
    const entry = /^( *)([A-Za-z]\w*):/.exec(line);
    if (entry === null) continue;
    while (parents.length > 0 && parents[parents.length - 1].indent >= entry[1].length) parents.pop();
    const parent = parents.map(({ key }) => key).join(".");
    parents.push({ indent: entry[1].length, key: entry[2] });
    if (docs.some(({ path, free }) => free && `${parent}.`.startsWith(`${path}.`))) continue;
    const path = parents.map(({ key }) => key).join(".");
    const value = path.split(".").reduce((node, key) => node[key], values);
    if (pending.text !== undefined) docs.push({ free: false, ...pending, text: pending.text, path, value });
    else if (typeof value !== "object") throw new Error(`values.yaml: ${path} has no comment that begins with "# --"`);
    pending = {};
  }
  return docs;
}
