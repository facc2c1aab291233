import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse as parseYaml } from "yaml";
import { helpText } from "./helpText";
import { nearest } from "./nearest";
import { environmentName, flagName, type Options, type Values } from "./options";
import { type Program, usageLine } from "./program";

export interface Source {
  argv: string[];
  environment: Record<string, string | undefined>;
  readFile?: (path: string) => string;
}

/** `given`: the options that are not at their defaults because somebody named them. */
export type Config<O extends Options> = { help: string } | { values: Values<O>; words: string[]; given: Set<string> };

/** All that is wrong with a program's options, one line each. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
  }
}

/**
 * Reads every option from flags, then environment, then the YAML file that `--config` names, then defaults.
 * Throws one `ConfigError` with all problems: unknown names, missing and malformed values, an unreadable file.
 */
export function readConfig<O extends Options>(program: Program<O>, source: Source): Config<O> {
  const problems: string[] = [];
  const flags = readFlags(program, source.argv, problems);
  if (flags.help) return { help: helpText(program) };
  const file = readYaml(
    program,
    flags.values.get("config") ?? source.environment[`${program.environmentPrefix}_CONFIG`],
    source,
    problems,
  );
  const values: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [key, option] of Object.entries(program.options)) {
    const [raw, origin, isGiven] = pickRaw(program, key, flags.values, source.environment, file);
    if (raw === undefined) {
      if (!option.optional) problems.push(`--${flagName(key)} is missing: ${option.describe}`);
      continue;
    }
    if (isGiven) given.add(key);
    const checked = option.schema.safeParse(raw);
    if (checked.success) values[key] = checked.data;
    else problems.push(`${origin}: found ${quote(raw)}, expected ${checked.error.issues[0].message}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return { values: values as Values<O>, words: flags.words, given };
}

function pickRaw<O extends Options>(
  program: Program<O>,
  key: string,
  flags: Map<string, unknown>,
  environment: Source["environment"],
  file: Map<string, unknown>,
): [raw: unknown, origin: string, isGiven: boolean] {
  const flag = flagName(key);
  if (flags.has(flag)) return [flags.get(flag), `--${flag}`, true];
  const option = program.options[key];
  for (const name of [environmentName(program.environmentPrefix, key), ...(option.environment ?? [])]) {
    if (environment[name] !== undefined && environment[name] !== "") return [environment[name], name, true];
  }
  if (file.has(flag)) return [file.get(flag), `${flag} in the configuration file`, true];
  return [option.default, `--${flag}`, false];
}

function readFlags<O extends Options>(program: Program<O>, argv: string[], problems: string[]) {
  const canonical = new Map<string, string>([["config", "config"]]);
  const types: Record<string, { type: "string" | "boolean"; short?: string }> = {
    help: { type: "boolean" },
    config: { type: "string" },
  };
  for (const [key, option] of Object.entries(program.options)) {
    for (const name of [flagName(key), ...(option.aliases ?? [])]) {
      canonical.set(name, flagName(key));
      types[name] = { type: option.value === undefined ? "boolean" : "string" };
    }
    if (option.short !== undefined) types[flagName(key)].short = option.short;
  }
  const { tokens } = parseArgs({ args: argv, options: types, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, unknown>();
  const words: string[] = [];
  let help = false;
  let afterUnknown = false;
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (!afterUnknown) words.push(token.value);
    } else if (token.kind === "option") {
      afterUnknown = false;
      const name = canonical.get(token.name) ?? canonical.get(token.name.replace(/^no-/, ""));
      if (token.name === "help" || token.rawName === "-h") help = true;
      else if (name === undefined || !isWrittenAs(token.rawName, types[token.name]?.short)) {
        problems.push(`${token.rawName}: no such option; --help lists all${suggestion(token.name, canonical)}`);
        afterUnknown = token.value === undefined;
      } else if (
        types[token.name]?.type === "string" &&
        (token.value === undefined || (!token.inlineValue && /^--./.test(token.value)))
      ) {
        problems.push(
          `--${token.name}: found no value, expected ${program.options[keyOf(program, name)]?.value ?? "FILE"}`,
        );
      } else if (!canonical.has(token.name) && token.value !== undefined) {
        problems.push(
          `${token.rawName}: found ${quote(token.value)}, expected no value; --${name}=false says the same`,
        );
      } else if (program.options[keyOf(program, name)]?.repeats) {
        values.set(name, [...((values.get(name) as unknown[]) ?? []), token.value]);
      } else values.set(name, token.value ?? canonical.has(token.name));
    }
  }
  const most = program.words?.length ?? 0;
  const least = program.words?.filter((name) => !name.startsWith("[")).length ?? 0;
  if (words.length > most) problems.push(`${quote(words[most])}: not expected here; usage: ${usageLine(program)}`);
  if (words.length < least && !help)
    problems.push(`${program.words?.[words.length]} is missing; usage: ${usageLine(program)}`);
  return { values, words, help };
}

/** Whether a flag was written in full, or by the letter that the option has. */
function isWrittenAs(rawName: string, short?: string): boolean {
  return rawName.startsWith("--") || rawName === `-${short}`;
}

function readYaml<O extends Options>(
  program: Program<O>,
  path: unknown,
  source: Source,
  problems: string[],
): Map<string, unknown> {
  const found = new Map<string, unknown>();
  if (typeof path !== "string") return found;
  let document: unknown;
  try {
    document = parseYaml((source.readFile ?? ((name: string) => readFileSync(name, "utf8")))(path)) ?? {};
  } catch (error) {
    problems.push(`--config: cannot read ${quote(path)}: ${(error as Error).message.split("\n")[0]}`);
    return found;
  }
  if (typeof document !== "object" || Array.isArray(document)) {
    problems.push(`--config: ${quote(path)} must hold a map of option names to values`);
    return found;
  }
  const known = new Map(Object.keys(program.options).map((key) => [flagName(key), flagName(key)]));
  for (const [name, value] of Object.entries(document as object)) {
    if (known.has(name)) found.set(name, value);
    else problems.push(`${name} in ${quote(path)}: no such option${suggestion(name, known)}`);
  }
  return found;
}

function keyOf<O extends Options>(program: Program<O>, flag: string): string {
  return Object.keys(program.options).find((key) => flagName(key) === flag) ?? "";
}

/** ` (did you mean gap?)` where a known name is close. */
function suggestion(name: string, known: Map<string, string>): string {
  const close = nearest(name, known.keys());
  return close === undefined ? "" : ` (did you mean ${close}?)`;
}

function quote(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? String(value);
}
