import pino from "pino";
import { createAlertPrinter } from "../../viewer/alertPrinter";
import { createViewer, type ViewerParts } from "../../viewer/viewer";
import { createFakeReader } from "./fakeReader";

/** A viewer over two fake readers, with what it printed and logged. */
export function startViewer(overrides: Partial<ViewerParts> = {}) {
  const lines = createFakeReader();
  const page = createFakeReader();
  const printed: string[] = [];
  const logged: Record<string, unknown>[] = [];
  const viewer = createViewer({
    lines,
    page,
    printer: createAlertPrinter("text", (text) => printed.push(text)),
    log: pino({ level: "debug" }, { write: (line: string) => logged.push(JSON.parse(line)) }),
    topic: "fraud",
    host: "127.0.0.1",
    maxAlerts: 10_000,
    memory: { alertBytes: 64 * 1024 * 1024, changeBytes: 16 * 1024 * 1024 },
    maxPages: 200,
    heartbeat: 200,
    ...overrides,
  });
  void viewer.run();
  const get = (path: string, headers: Record<string, string> = {}) =>
    viewer.app.request(path, { headers: { host: "127.0.0.1:8080", ...headers } });
  return { ...viewer, lines, page, printed, logged, get };
}
