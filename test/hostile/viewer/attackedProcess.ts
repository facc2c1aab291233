/** The viewer in a process of its own, so that its memory can be limited and measured; fed and asked over IPC. */
import pino from "pino";
import { listen } from "../../../service/healthServer";
import { createAlertPrinter } from "../../../viewer/alertPrinter";
import { memoryLimits, memoryOfProcess } from "../../../viewer/memoryLimits";
import { createViewer } from "../../../viewer/viewer";
import { createFakeReader } from "../../viewer/fakeReader";
import { type AttackName, attacks } from "./attacks";

export interface Order {
  attack?: AttackName;
  count?: number;
}

export interface Facts {
  port: number;
  heapMegabytes: number;
  rssMegabytes: number;
  /** Of the processor, since the order before: the same on a machine that does other things, too. */
  cpuMs: number;
}

const MEBIBYTE = 1024 * 1024;

async function main(): Promise<void> {
  const lines = createFakeReader();
  const page = createFakeReader();
  const viewer = createViewer({
    lines,
    page,
    printer: createAlertPrinter("text", () => {}),
    log: pino(pino.destination({ dest: 2, sync: true })),
    topic: "fraud",
    host: "127.0.0.1",
    token: process.env.TOKEN,
    maxAlerts: Number(process.env.MAX_ALERTS ?? 10_000),
    memory: memoryLimits({ ...memoryOfProcess(), bytes: Number(process.env.POD_MEGABYTES ?? 768) * MEBIBYTE }),
    maxPages: Number(process.env.MAX_PAGES ?? 200),
    heartbeat: 1_000,
    stallMs: Number(process.env.STALL_MS ?? 5_000),
  });
  void viewer.run();
  const server = await listen(viewer.app, "127.0.0.1", 0);
  let counted = process.cpuUsage();
  process.on("message", async ({ attack, count = 1 }: Order) => {
    if (attack !== undefined) for (const record of attacks[attack](count)) await hand(record, attack);
    const { user, system } = process.cpuUsage(counted);
    counted = process.cpuUsage();
    global.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({
      port: server.port,
      heapMegabytes: heapUsed / MEBIBYTE,
      rssMegabytes: rss / MEBIBYTE,
      cpuMs: (user + system) / 1000,
    } satisfies Facts);
  });

  let handed = 0;
  async function hand(record: Buffer, attack: AttackName): Promise<void> {
    handed++;
    // Both readers read all of the topic; a million records once is enough.
    if (attack !== "fuzzed" || handed % 2 === 0) lines.send(record);
    if (attack !== "fuzzed" || handed % 2 === 1) page.send(record);
    if (handed % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

main();
