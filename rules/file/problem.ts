/** One thing that is wrong in a rule file. */
export interface Problem {
  /** Missing where it concerns the file as a whole. */
  rule?: string;
  /** `when`, `window.session`, `parameters.limit`; empty for the file as a whole. */
  field: string;
  /** From 1. */
  line: number;
  column: number;
  found: string;
  /** What would be right. */
  expected: string;
}

/** `rules.yaml:12:11: rule fan-in, when: found payerz, expected …` */
export function problemLine(file: string, { rule, field, line, column, found, expected }: Problem): string {
  const where = [rule === undefined ? "" : `rule ${rule}`, field].filter(Boolean).join(", ");
  return `${file}:${line}:${column}: ${where && `${where}: `}found ${found}, expected ${expected}`;
}

/** A set of rules that does not check; `problems` are in the order of the file. */
export class RuleSetError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map((problem) => problemLine(file, problem)).join("\n"));
  }
}
