import { readConfig } from "../../config/readConfig";
import { type GeneratorOptions, program } from "../../generator/config";

/** The generator's options as a command line gives them. */
export function optionsOf(argv: string[], environment: Record<string, string> = {}): GeneratorOptions {
  const config = readConfig(program, { argv, environment });
  if ("help" in config) throw new Error("no help was asked for");
  return config.values;
}
