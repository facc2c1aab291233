import type { Options } from "./options";

/** What a program is called, says of itself and takes. */
export interface Program<O extends Options> {
  /** As the user types it, for the usage line: `npm start --`. */
  usage: string;
  description: string;
  /** `FRAUD` reads `FRAUD_GAP` and so on. */
  environmentPrefix: string;
  options: O;
  /** Names of words that are not flags, for the usage line; a name in brackets is optional: `["ID"]`, `["[NAME]"]`. */
  words?: string[];
}

/** `npm start -- [options]`. */
export function usageLine(program: Pick<Program<Options>, "usage" | "words">): string {
  return [program.usage, ...(program.words ?? []), "[options]"].join(" ");
}
