import { printable } from "../../transforms/alertText";
import type { OutgoingLine } from "./outgoing";

/** Shows a line on standard output; what could steer a terminal is shown escaped. */
export function printLine({ value }: OutgoingLine): void {
  process.stdout.write(`${printable(typeof value === "string" ? value : Buffer.from(value).toString())}\n`);
}
