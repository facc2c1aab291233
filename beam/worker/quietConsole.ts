import type { Logger } from "pino";

/** The SDK prints every request: drop its chatter, keep its warnings and errors as log lines. */
export function quietConsole(log: Logger, target: Console = console): void {
  target.log = target.info = target.debug = () => undefined;
  target.warn = (...parts: unknown[]) => log.warn(asText(parts));
  target.error = (...parts: unknown[]) => log.error(asText(parts));
}

function asText(parts: unknown[]): string {
  return parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(" ");
}
