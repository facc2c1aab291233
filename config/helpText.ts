import { environmentName, flagName, type Options } from "./options";
import { type Program, usageLine } from "./program";

/** The whole help of a program: usage, description, each option with unit, default and environment name. */
export function helpText<O extends Options>(program: Program<O>): string {
  const rows = Object.entries(program.options).map(([key, option]) => [
    `  ${option.short === undefined ? "" : `-${option.short}, `}--${flagName(key)}${option.value === undefined ? "" : ` ${option.value}`}`,
    option.describe + defaultText(option) + (option.aliases?.length ? ` (also --${option.aliases.join(", --")})` : ""),
    environmentName(program.environmentPrefix, key),
  ]);
  rows.push([
    "  --config FILE",
    "YAML file with any of these options, by the flag's name",
    `${program.environmentPrefix}_CONFIG`,
  ]);
  rows.push(["  --help", "this text", ""]);
  const width = Math.max(...rows.map(([flag]) => flag.length)) + 2;
  const lines = rows.map(([flag, text, name]) => `${flag.padEnd(width)}${text}${name ? ` [${name}]` : ""}`);
  return [
    `Usage: ${usageLine(program)}`,
    "",
    program.description,
    "",
    ...lines,
    "",
    "Flags win over the environment (in brackets), the environment over the YAML file, the file over the defaults.",
  ].join("\n");
}

function defaultText(option: Options[string]): string {
  if (option.default !== undefined) return ` (default ${option.default})`;
  return option.optional ? "" : " (required)";
}
