import { nearest } from "../../config/nearest";
import { constantOf, isArithmetic } from "./constantOf";
import { TEXT_METHODS, TIME_METHODS } from "./environment";
import { Exact, inLowestTerms } from "./exact";
import { type ConditionProblem, excerpt, type Names, type Node } from "./node";
import { typeOf, type Value } from "./units";

const COMPARISONS = new Set(["<", "<=", ">", ">=", "==", "!="]);
const METHODS = [...TEXT_METHODS, ...Object.keys(TIME_METHODS)];
const ALLOWED = 'names, numbers, texts, + - * / %, comparisons, && || !, a ? b : c, in [...], duration("1h")';

/**
 * A condition written out anew from its parts, of which only those pass that are known here: each operation in
 * parentheses, parameters and numbers as constants `_0`, `_1`, … of exact types, what can be computed at once computed.
 */
export class WrittenCondition {
  text = "";
  readonly constants: Exact[] = [];
  readonly names = new Set<string>();
  readonly problems: ConditionProblem[] = [];
  /** Comparisons, as they stand in `text`. */
  readonly comparisons: { sign: string; left: string; right: string }[] = [];
  /** Parts, joined by `&&`, that go on to hold as payments are added: `total > 10000`. */
  readonly growing: string[] = [];
  /** It has no other parts. */
  readonly isGrowing: boolean;
  private readonly places: { start: number; end: number; node: Node }[] = [];

  constructor(
    private readonly known: Names,
    private readonly source: string,
    root: Node,
  ) {
    this.text = this.write(root, 0);
    const parts = partsOf(root);
    for (const part of parts) if (this.grows(part)) this.growing.push(this.textOf(part));
    this.isGrowing = this.growing.length === parts.length;
  }

  /** Equal texts mean equal conditions. */
  get canonical(): string {
    return [this.text, ...this.constants.map(constantText)].join(" ");
  }

  /** The smallest part of the source that these characters of `text` belong to. */
  sourceOf(start: number, end: number): Node | undefined {
    const around = this.places.filter((place) => place.start <= start && place.end >= end);
    return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0]?.node;
  }

  private textOf(node: Node): string {
    const place = this.places.find((one) => one.node === node);
    return place === undefined ? "" : this.text.slice(place.start, place.end);
  }

  /** A comparison of something that grows with something that stays. */
  private grows({ op, args }: Node): boolean {
    if (![">", ">=", "<", "<="].includes(op)) return false;
    const [small, large] = op.startsWith("<") ? args : [args[1], args[0]];
    return large.op === "id" && this.known.growing?.has(large.args) === true && this.constantOf(small) !== undefined;
  }

  /** The text of a node that begins at `at` of the whole. */
  private write(node: Node, at: number): string {
    const constant = this.constantOf(node);
    const text = constant instanceof Exact ? this.constant(constant) : this.writeParts(node, at, constant);
    this.places.push({ start: at, end: at + text.length, node });
    return text;
  }

  private writeParts(node: Node, at: number, constant: Value | undefined): string {
    if (constant !== undefined) return JSON.stringify(constant);
    const { op, args } = node;
    if (op === "id") return this.name(node, args);
    if (op === "!_" || op === "-_") return this.join(at, [`(${op[0]}`, args, ")"]);
    if (op === "?:") return this.join(at, ["(", args[0], " ? ", args[1], " : ", args[2], ")"]);
    if (op === "in") return this.writeIn(node, at);
    if (isArithmetic(op) || COMPARISONS.has(op) || op === "&&" || op === "||") return this.writeBinary(node, at);
    if (op === "rcall" && METHODS.includes(args[0])) return this.writeMethod(node, at);
    return this.refuse(node, ALLOWED);
  }

  private writeBinary({ op, args }: Node, at: number): string {
    const left = this.write(args[0], at + 1);
    const right = this.write(args[1], at + 1 + left.length + op.length + 2);
    const divisor = op === "/" || op === "%" ? this.constantOf(args[1]) : undefined;
    if (divisor instanceof Exact && Number(divisor.numerator) === 0) this.refuse(args[1], "a divisor other than 0");
    if (COMPARISONS.has(op)) this.comparisons.push({ sign: op, left, right });
    return `(${left} ${op} ${right})`;
  }

  private writeIn(node: Node, at: number): string {
    const [value, list] = node.args;
    if (list.op !== "list") return this.refuse(list, 'a list of texts such as ["a", "b"]');
    const texts: string[] = [];
    for (const entry of list.args) {
      const text = this.constantOf(entry);
      if (typeof text === "string") texts.push(JSON.stringify(text));
      else this.refuse(entry, 'a text such as "a"');
    }
    return this.join(at, ["(", value, ` in [${texts.sort().join(", ")}])`]);
  }

  private writeMethod(node: Node, at: number): string {
    const [method, receiver, given] = node.args as [string, Node, Node[]];
    const takesText = (TEXT_METHODS as readonly string[]).includes(method);
    if (given.length !== (takesText ? 1 : 0)) return this.refuse(node, `${method}(${takesText ? "text" : ""})`);
    return this.join(at, [receiver, `.${method}(`, ...(takesText ? [given[0]] : []), ")"]);
  }

  private join(at: number, parts: (string | Node)[]): string {
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : this.write(part, at + text.length);
    return text;
  }

  private name(node: Node, name: string): string {
    const { types, constants } = this.known;
    if (types.has(name)) {
      this.names.add(name);
      return name;
    }
    const all = [...types.keys(), ...constants.keys()];
    const meant = nearest(name, all);
    return this.refuse(node, meant === undefined ? `one of ${all.join(", ")}` : `a known name: did you mean ${meant}?`);
  }

  private constantOf(node: Node): Value | undefined {
    return constantOf(node, this.source, this.known.constants);
  }

  private constant(computed: Exact): string {
    const value = inLowestTerms(computed);
    const same = this.constants.findIndex((known) => constantText(known) === constantText(value));
    return `_${same >= 0 ? same : this.constants.push(value) - 1}`;
  }

  private refuse(node: Node, expected: string): string {
    const { start, end, op, args } = node;
    if (op === "call" && args[0] === "duration") expected = 'duration("1h30m"): a number with ms, s, m, h or d';
    if (op === "value" && this.constantOf(node) === undefined)
      expected = "a number of at most 18 digits, with at most 9 behind the point, or a text";
    this.problems.push({ start, end, found: excerpt(this.source.slice(start, end)), expected });
    return "_";
  }
}

/** What is joined by `&&`. */
function partsOf(node: Node): Node[] {
  return node.op === "&&" ? node.args.flatMap(partsOf) : [node];
}

function constantText(value: Exact): string {
  return `${typeOf(value)}<${value.numerator}/${value.denominator}>`;
}
