import { ConfigError } from "../config/readConfig";
import { duration, orWord } from "../config/values";
import type { InputFormat } from "../payment/formats/inputFormat";

export const duplicatesOption = {
  schema: orWord("off", 0, duration({ min: "1s", max: "365d" })),
  default: "off",
  value: "DURATION",
  describe:
    "count a payment once that comes again within so long of its own time, with the same id, accounts and amount; needs --field id=…; off for never",
};

/** How long copies are known, for a detection; nothing where they are not looked for. Throws `ConfigError` where payments have no ids. */
export function duplicatesSettings(withinMs: number, input: InputFormat): { duplicatesWithinMs?: number } {
  if (withinMs === 0) return {};
  if (input.format !== "lines" && input.fields.id !== undefined) return { duplicatesWithinMs: withinMs };
  throw new ConfigError([
    "--duplicates-within: needs --field id=PLACE, which says where ids of payments stand: copies are known by them",
  ]);
}
