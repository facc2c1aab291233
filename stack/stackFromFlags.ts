import { readConfig } from "../config/readConfig";
import { createStack, type Stack } from "./createStack";
import type { Report } from "./downloads/runVisibly";
import { stackOptions } from "./options";
import { settingsFrom } from "./settings";

/** A stack by the flags of `npm run stack`, for programs that start one of their own. Throws `ConfigError`. */
export function stackFromFlags(flags: string[], report?: Report): Stack {
  const program = { usage: "npm run stack --", description: "", environmentPrefix: "STACK", options: stackOptions };
  const config = readConfig(program, { argv: flags, environment: {} });
  if ("help" in config) throw new TypeError("--help starts no stack");
  return createStack(settingsFrom(config.values), report);
}
