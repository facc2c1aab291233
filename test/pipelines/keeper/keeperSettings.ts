import { readConfig } from "../../../config/readConfig";
import { type KeeperSettings, keeperOptions } from "../../../pipelines/keeper/keeperOptions";

/** A keeper's options as a command line gives them. */
export function keeperSettings(...argv: string[]): KeeperSettings {
  const program = { usage: "", description: "", environmentPrefix: "T", options: keeperOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  return config.values;
}
