import { listen } from "../../service/healthServer";
import type { Alert } from "../../transforms/alert";
import type { ViewerParts } from "../../viewer/viewer";
import { alertOf, revised } from "../viewer/alerts";
import { startViewer } from "../viewer/startViewer";

/** The viewer on a real port, fed by hand. */
export async function serveViewer(port = 0, overrides: Partial<ViewerParts> = {}) {
  const viewer = startViewer(overrides);
  const server = await listen(viewer.app, "127.0.0.1", port);
  return {
    send: viewer.page.send,
    page: viewer.page,
    lines: viewer.lines,
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    close: server.close,
  };
}

/** Alerts of some hours that look like a bank's: a few busy accounts, many others, all three timings. Oldest first. */
export function manyAlerts(count: number, endMs = Date.now()): Alert[] {
  return Array.from({ length: count }, (_, i) => {
    const parts = 3 + ((i * 7) % 9);
    const cents = Array.from({ length: parts }, (_, part) => 450_000 + ((i * 7_919 + part * 104_729) % 500_000));
    const origin =
      i % 9 === 0 ? "DE89 3704 0044 0532 0130 00" : i % 9 === 1 ? "Acme Trading GmbH" : `acc-${(i * i) % 41}`;
    const early = alertOf({
      origin,
      target: `acc-${60 + ((i * 13) % 50)}`,
      startMs: endMs - (count - i) * 90_000,
      cents,
    });
    if (i % 4 === 0) return early;
    return i % 11 === 0 ? revised(revised(early), { timing: "LATE" }) : revised(early);
  });
}
