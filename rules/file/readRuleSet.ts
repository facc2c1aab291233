import { isAlias, isScalar, LineCounter, type ParsedNode, parseDocument, visit } from "yaml";
import type { Rates } from "../../payment/conversion";
import type { Value } from "../conditions/units";
import type { Rule } from "../rule";
import { parameterOf, readParameters } from "./parameters";
import { Places } from "./places";
import { type Problem, RuleSetError } from "./problem";
import { readRates } from "./readRates";
import { readRule } from "./readRule";
import { fileRatesSchema, ruleSetSchema } from "./ruleSchema";
import { owner, shapeProblems, valueAt } from "./shapeProblems";

/** Characters of a file; far more than 500 rules take. */
const MAX_FILE_LENGTH = 1_000_000;

const MAX_YAML_PROBLEMS = 5;

/** One rule of a file with other values of parameters, written as a file would. */
export interface Override {
  rule: string;
  parameters: Readonly<Record<string, string>>;
}

/** What a YAML text says. */
export interface RuleFile {
  rules: Rule[];
  rates?: Rates;
}

/** Rules and rates of a YAML text. `file` names it in messages. Throws a `RuleSetError` with everything that is wrong. */
export function readRuleFile(source: string, file: string): RuleFile {
  return allOrProblems(file, (problems) => {
    const opened = openRuleFile(source, problems);
    if (opened === undefined) return { rules: [] };
    const { raw, places } = opened;
    const shape = ruleSetSchema.safeParse(raw);
    if (!shape.success) problems.push(...shapeProblems(shape.error.issues, raw, places));
    return { rules: rulesOf(raw, places, problems), rates: readRates(raw, places, problems) };
  });
}

/** The rules of a YAML text. Throws as `readRuleFile` does. */
export function readRuleSet(source: string, file: string): Rule[] {
  return readRuleFile(source, file).rules;
}

/** Rules of a YAML text that checks, each as an override has it. Throws a `RuleSetError` with everything that is wrong. */
export function readOverridden(source: string, file: string, overrides: readonly Override[]): Rule[] {
  return allOrProblems(file, (problems) => {
    const opened = openRuleFile(source, problems);
    if (opened === undefined) return [];
    const { raw, places } = opened;
    const listed = valueAt(raw, ["rules"]) as { id: string }[];
    const parameters = readParameters(valueAt(raw, ["parameters"]), places, problems);
    return overrides.flatMap((override) => {
      const others = Object.entries(override.parameters).map(([name, text]) => [name, parameterOf(text)] as const);
      const index = listed.findIndex(({ id }) => id === override.rule);
      return readRule(index, { raw, places, parameters: new Map([...parameters, ...others]), problems }) ?? [];
    });
  });
}

/** The parameters of a YAML text by name. Throws a `RuleSetError` with what is wrong with them. */
export function parametersOf(source: string, file: string): ReadonlyMap<string, Value> {
  return allOrProblems(file, (problems) => {
    const opened = openRuleFile(source, problems);
    return readParameters(valueAt(opened?.raw, ["parameters"]), opened?.places as Places, problems);
  });
}

/** The rates of a YAML text that need not hold rules; undefined without any. Throws a `RuleSetError` with what is wrong with them. */
export function ratesOf(source: string, file: string): Rates | undefined {
  return allOrProblems(file, (problems) => {
    const opened = openRuleFile(source, problems);
    if (opened === undefined) return undefined;
    const { raw, places } = opened;
    const shape = fileRatesSchema.safeParse(raw);
    if (!shape.success) problems.push(...shapeProblems(shape.error.issues, raw, places));
    return readRates(raw, places, problems);
  });
}

function allOrProblems<T>(file: string, read: (problems: Problem[]) => T): T {
  const problems: Problem[] = [];
  const found = read(problems);
  if (problems.length === 0) return found;
  throw new RuleSetError(
    file,
    problems.sort((a, b) => a.line - b.line || a.column - b.column),
  );
}

/** What a YAML text holds, and where; undefined where it is none, which `problems` then tells. */
function openRuleFile(source: string, problems: Problem[]): { raw: unknown; places: Places } | undefined {
  if (source.length > MAX_FILE_LENGTH) {
    const expected = `at most ${MAX_FILE_LENGTH}`;
    problems.push({ field: "", line: 1, column: 1, found: `${source.length} characters`, expected });
    return undefined;
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const places = new Places(source, document, lines);
    problems.push(...yamlProblems(document, places));
    return problems.length > 0 ? undefined : { raw: document.toJS({ maxAliasCount: 0 }), places };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push({ field: "", line: 1, column: 1, found: "parts within parts within parts", expected: "a flat file" });
    return undefined;
  }
}

function yamlProblems(document: ReturnType<typeof parseDocument>, places: Places): Problem[] {
  // Where one thing is wrong, YAML's parser says so of much that follows.
  const found = [...document.errors, ...document.warnings].slice(0, MAX_YAML_PROBLEMS).map(
    ({ pos, message }): Problem => ({
      field: "",
      ...places.at(pos[0]),
      found: "no YAML here",
      expected: `YAML: ${message}`,
    }),
  );
  if (document.errors.length > 0) return found;
  const refuse = (node: unknown, what: string, expected: string) => {
    found.push({ field: "", ...places.at((node as ParsedNode).range?.[0] ?? 0), found: what, expected });
  };
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) refuse(node, `*${node.source}`, "the value itself: a rule stands for itself");
      else if (node.tag?.startsWith("!")) refuse(node, node.tag, "no tag");
    },
    Pair(_, { key }) {
      if (!isScalar(key) || typeof key.value !== "string") refuse(key, "a field without a name", "a name");
      else if (key.value === "__proto__") refuse(key, "__proto__", "a known field");
    },
  });
  return found;
}

function rulesOf(raw: unknown, places: Places, problems: Problem[]): Rule[] {
  const parameters = readParameters(valueAt(raw, ["parameters"]), places, problems);
  const listed = valueAt(raw, ["rules"]);
  const rules: Rule[] = [];
  const ids = new Set<string>();
  for (let i = 0; i < Math.min(Array.isArray(listed) ? listed.length : 0, 500); i++) {
    const rule = readRule(i, { raw, places, parameters, problems });
    const path = ["rules", i, "id"];
    const id = valueAt(raw, path);
    if (typeof id === "string" && ids.has(id)) {
      problems.push({ ...owner(path, raw), ...places.of(path), found: id, expected: "an id that no other rule has" });
    }
    if (typeof id === "string") ids.add(id);
    if (rule !== undefined) rules.push(rule);
  }
  return rules;
}
