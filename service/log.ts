import pino, { type Logger } from "pino";

/** JSON lines on standard error: standard output belongs to what the program is for. */
export function createLog(name: string, level = "info"): Logger {
  return pino(
    { name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
