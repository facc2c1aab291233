import { get, request } from "node:http";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { type AttackedViewer, startAttackedViewer } from "./attackedViewer";

const TOKEN = "correct-horse-battery";

let viewer: AttackedViewer;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  viewer.stop();
});

/** What the viewer may do before `/healthz` is answered, in milliseconds of its processor: who shares the machine changes nothing. */
const PATIENCE_MS = 2_000;

/** Clients that ask and never read the answer, some at a time; tells the most that `/healthz` waited for meanwhile. */
async function askAndNeverRead(path: string, clients: number): Promise<number> {
  let mostMs = 0;
  for (let opened = 0; opened < clients; opened += 500) {
    await Promise.all(Array.from({ length: Math.min(500, clients - opened) }, () => askOnce(path)));
    mostMs = Math.max(mostMs, await viewer.workUntilHealthyMs());
  }
  return mostMs;
}

function askOnce(path: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(viewer.port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`, () => resolve());
    });
    socket.on("error", () => resolve());
    socket.pause();
    sockets.push(socket);
  });
}

test("5,000 pages that never read cost little memory, and health answers; they are given up and others come in", async () => {
  viewer = await startAttackedViewer(200);
  const before = await viewer.order({ attack: "ordinary", count: 10_000 });
  const healthMs = await askAndNeverRead("/events", 5_000);
  const { cpuMs } = await viewer.order();
  const after = await viewer.order({ attack: "ordinary", count: 5_000 });
  const growth = after.rssMegabytes - before.rssMegabytes;
  console.log(
    `5,000 pages: RSS +${growth.toFixed()} MB, ${cpuMs.toFixed()} ms of CPU, /healthz after at most ${healthMs.toFixed()} ms of it`,
  );
  expect(growth).toBeLessThan(200);
  expect(cpuMs).toBeLessThan(10_000);
  expect(healthMs).toBeLessThan(PATIENCE_MS);
  expect(await viewer.metric("viewer_page_connections")).toBeLessThanOrEqual(200);
  expect(await viewer.metric("viewer_pages_refused_total")).toBeGreaterThanOrEqual(4_800);
  // The system's own buffers take some megabytes for each before anything stalls.
  await until(async () => {
    await viewer.order({ attack: "ordinary", count: 2_000 });
    return (await viewer.metric("viewer_pages_dropped_total")) > 0;
  });
  await until(async () => {
    const gone = new AbortController();
    const { status } = await fetch(`${viewer.url}/events`, { signal: gone.signal });
    gone.abort();
    return status === 200;
  });
  expect(viewer.logged()).toContain("gave a page up that did not read what was sent");
}, 300_000);

test("1,000 pages that follow, 100 of them without reading, cost little memory, and each of the others gets every change", async () => {
  viewer = await startAttackedViewer(300, { MAX_PAGES: "1000", STALL_MS: "60000" });
  const before = await viewer.order({ attack: "ordinary", count: 10_000 });
  const pages = Array.from({ length: 900 }, followPage);
  await askAndNeverRead("/events", 100);
  await until(async () => pages.every(({ isCurrent }) => isCurrent()));
  const rss: number[] = [];
  for (let i = 0; i < 10; i++) rss.push((await viewer.order({ attack: "ordinary", count: 100 })).rssMegabytes);
  await until(async () => pages.every(({ changes }) => changes() === 1_000));
  const growth = Math.max(...rss, (await viewer.order()).rssMegabytes) - before.rssMegabytes;
  console.log(`1,000 pages that follow: RSS +${growth.toFixed()} MB`);
  expect(growth).toBeLessThan(200);
  const dropped = await viewer.metric("viewer_pages_dropped_total");
  expect((await viewer.metric("viewer_page_connections")) + dropped).toBe(1_000);
}, 300_000);

/** A page that reads: whether it has caught up, and how many alerts have come to it since. */
function followPage() {
  let isCurrent = false;
  let changes = 0;
  const asked = get({ port: viewer.port, path: "/events", headers: { host: "localhost" }, agent: false }, (answer) => {
    // By lines: what comes at once may end anywhere.
    const lines = createInterface({ input: answer });
    // The page is left while it is still told.
    lines.on("error", () => {});
    lines.on("line", (line) => {
      changes += line.match(/"put":/g)?.length ?? 0;
      isCurrent ||= line === "event: current";
    });
  });
  asked.on("socket", (socket) => sockets.push(socket));
  asked.on("error", () => {});
  return { isCurrent: () => isCurrent, changes: () => changes };
}

test("5,000 searches whose answers nobody reads cost little memory, and health answers", async () => {
  viewer = await startAttackedViewer(200);
  const before = await viewer.order({ attack: "ordinary", count: 10_000 });
  const healthMs = await askAndNeverRead("/api/alerts?limit=1000", 5_000);
  const after = await viewer.order();
  const growth = after.rssMegabytes - before.rssMegabytes;
  console.log(
    `5,000 searches: RSS +${growth.toFixed()} MB, ${after.cpuMs.toFixed()} ms of CPU, /healthz after at most ${healthMs.toFixed()} ms of it`,
  );
  // All that are let in at once would be made if none waited for the one before: five times as much.
  expect(after.cpuMs).toBeLessThan(1_800);
  expect(growth).toBeLessThan(200);
  expect(healthMs).toBeLessThan(PATIENCE_MS);
}, 300_000);

test("200 files that nobody reads are given up, and others are answered again", async () => {
  viewer = await startAttackedViewer(200);
  const before = await viewer.order({ attack: "ordinary", count: 10_000 });
  const healthMs = await askAndNeverRead("/api/export?format=json", 200);
  const after = await viewer.order();
  const growth = after.rssMegabytes - before.rssMegabytes;
  console.log(`200 files: RSS +${growth.toFixed()} MB, /healthz after at most ${healthMs.toFixed()} ms of CPU`);
  expect(growth).toBeLessThan(200);
  expect(healthMs).toBeLessThan(PATIENCE_MS);
  expect((await fetch(`${viewer.url}/api/alerts`)).status).toBe(503);
  await until(async () => (await fetch(`${viewer.url}/api/alerts`)).status === 200);
}, 300_000);

test.each([
  ["250 MB as told", { "content-length": 250_000_000 }],
  ["250 MB in chunks", {}],
])("a login of %s is refused at 4 KB", async (_, headers) => {
  viewer = await startAttackedViewer(96, { TOKEN });
  const before = await viewer.order();
  const { status, text, sentBytes } = await postEndlessly(headers);
  const growth = (await viewer.order()).rssMegabytes - before.rssMegabytes;
  console.log(`login: ${status} after ${(sentBytes / 1e6).toFixed()} MB, RSS +${growth.toFixed()} MB`);
  expect(status).toBe(413);
  expect(growth).toBeLessThan(60);
  expect(text + viewer.logged()).not.toMatch(/^\s+at /m);
  expect(await viewer.workUntilHealthyMs()).toBeLessThan(PATIENCE_MS);
});

/** Sends up to 250 MB of form, as fast as they are taken. */
function postEndlessly(headers: Record<string, number>): Promise<{ status: number; text: string; sentBytes: number }> {
  return new Promise((resolve) => {
    const piece = Buffer.alloc(1_000_000, "token=x");
    let sentBytes = 0;
    let [status, text] = [0, ""];
    const post = request({
      port: viewer.port,
      path: "/login",
      method: "POST",
      headers: { host: "localhost", ...headers },
    });
    post.setHeader("content-type", "application/x-www-form-urlencoded");
    post.on("response", (answer) => {
      status = answer.statusCode ?? 0;
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", done);
    });
    post.on("error", done);
    send();

    function send(): void {
      while (status === 0 && sentBytes < 250_000_000) {
        sentBytes += piece.length;
        if (!post.write(piece)) return void post.once("drain", send);
      }
    }
    function done(): void {
      post.destroy();
      resolve({ status, text, sentBytes });
    }
  });
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isDone()); tries++) {
    if (tries > 600) throw new Error("not within two minutes");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
