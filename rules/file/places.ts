import { type Document, isCollection, isMap, isScalar, type LineCounter, type Node } from "yaml";

/** Where things stand in a YAML text. */
export class Places {
  constructor(
    private readonly source: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  at(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** Of a value, or of the nearest around it that is there. */
  of(path: readonly PropertyKey[]): { line: number; column: number } {
    return this.at(this.node(path)?.range?.[0] ?? 0);
  }

  /** Of the name of a field. */
  ofKey(path: readonly PropertyKey[], key: string): { line: number; column: number } {
    const map = this.node(path);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    return this.at((pair?.key as Node | undefined)?.range?.[0] ?? map?.range?.[0] ?? 0);
  }

  /** Of the character `index` of a text value. */
  inText(path: readonly PropertyKey[], index: number): { line: number; column: number } {
    const node = this.node(path);
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return this.of(path);
    const [start, end] = node.range;
    return this.at(start + sourceIndex(this.source.slice(start, end), node.value, index));
  }

  /** How a value is written; undefined where there is none. */
  text(path: readonly PropertyKey[]): string | undefined {
    const node = this.exactNode(path);
    return node?.range ? this.source.slice(node.range[0], node.range[1]).trim() : undefined;
  }

  private node(path: readonly PropertyKey[]): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = this.exactNode(path.slice(0, length));
      if (node) return node;
    }
    return undefined;
  }

  private exactNode(path: readonly PropertyKey[]): Node | undefined {
    let node = this.document.contents as Node | null;
    for (const step of path) node = isCollection(node) ? ((node.get(step, true) as Node | undefined) ?? null) : null;
    return node ?? undefined;
  }
}

/**
 * Where a character of a value is written: quotes, the head of a block and the breaking of lines change nothing but
 * white space in front of it. With escapes in the text it is the beginning.
 */
function sourceIndex(written: string, value: string, index: number): number {
  let at = /^[|>].*\n/.exec(written)?.[0].length ?? (/^["']/.test(written) ? 1 : 0);
  for (let i = 0; i < index; i++) {
    if (/\s/.test(value[i])) continue;
    while (at < written.length && /\s/.test(written[at])) at++;
    if (written[at] !== value[i]) return 0;
    at++;
  }
  if (!/\s/.test(value[index] ?? " ")) while (at < written.length && /\s/.test(written[at])) at++;
  return at;
}
