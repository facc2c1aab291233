import { createAlertStore } from "../../viewer/alertStore";
import { createChangeFeed } from "../../viewer/changeFeed";
import { createViewSnapshots } from "../../viewer/web/viewSnapshots";
import { alertOf, revised, START_MS } from "./alerts";
import { startViewer } from "./startViewer";

interface ServerEvent {
  event: string;
  id?: string;
  data: unknown;
}

/** Reads events until one that passes `isLast`. */
async function readEvents(answer: Response, isLast: (event: ServerEvent) => boolean): Promise<ServerEvent[]> {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const events: ServerEvent[] = [];
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return events;
    text += Buffer.from(value).toString();
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event === undefined) continue;
      events.push(event);
      if (isLast(event)) {
        await reader.cancel();
        return events;
      }
    }
  }
}

function parseEvent(block: string): ServerEvent | undefined {
  const fields = Object.fromEntries(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return fields.event === undefined ? undefined : { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
}

const hour = (number: number) => alertOf({ startMs: START_MS + number * 3_600_000 });

test("a new page gets all alerts newest first, in parts, and then a position", async () => {
  const { page, get } = startViewer();
  for (let i = 0; i < 1_200; i++) page.send(hour(i));
  const events = await readEvents(await get("/events"), ({ event }) => event === "ready");
  expect(events.map(({ event }) => event)).toEqual(["status", "reset", "alerts", "alerts", "alerts", "ready"]);
  const alerts = events.filter(({ event }) => event === "alerts").flatMap(({ data }) => data as { id: string }[]);
  expect(alerts).toHaveLength(1_200);
  expect(alerts[0].id).toBe(hour(1_199).id);
});

test("a page is told when it has what came since the view was written", async () => {
  const { page, get } = startViewer();
  page.send(hour(0));
  const isCurrent = ({ event }: ServerEvent) => event === "current";
  const names = async () => (await readEvents(await get("/events"), isCurrent)).map(({ event }) => event);
  const first = ["status", "reset", "alerts", "ready"];
  expect(await names()).toEqual([...first, "current"]);
  page.send(hour(1));
  expect(await names()).toEqual([...first, "changes", "current"]);
});

test("a page that comes back gets exactly what it missed", async () => {
  const { page, get } = startViewer();
  page.send(hour(0));
  const first = await readEvents(await get("/events"), ({ event }) => event === "ready");
  const position = first[first.length - 1].id ?? "";
  page.send(hour(1), revised(hour(0)));
  page.send(hour(2));
  for (const answer of [await get("/events", { "last-event-id": position }), await get(`/events?after=${position}`)]) {
    const [status, changes] = await readEvents(answer, ({ event }) => event === "changes");
    expect(status.event).toBe("status");
    expect(
      (changes.data as { put: { id: string; revision: number } }[]).map(({ put }) => [put.id, put.revision]),
    ).toEqual([
      [hour(1).id, 0],
      [hour(0).id, 1],
      [hour(2).id, 0],
    ]);
  }
});

test("a page that knows another process's position loads everything again", async () => {
  const { get } = startViewer();
  const events = await readEvents(
    await get("/events", { "last-event-id": "other.7" }),
    ({ event }) => event === "ready",
  );
  expect(events[1].event).toBe("reset");
});

test("changes come as they happen", async () => {
  const { page, get } = startViewer();
  const answer = await get("/events");
  setTimeout(() => page.send(hour(1)), 20);
  const events = await readEvents(answer, ({ event }) => event === "changes");
  expect(events[events.length - 1].data).toMatchObject([{ put: { id: hour(1).id } }]);
});

test("an idle page hears that the connection lives, and whether Kafka does", async () => {
  const { page, get } = startViewer({ heartbeat: 20 });
  let heard = 0;
  const isAway = ({ event, data }: ServerEvent) => {
    if (event === "status" && ++heard === 2) page.away = "no answer from Kafka for 20 s";
    return event === "status" && (data as { notReady: unknown }).notReady !== null;
  };
  const answer = await get("/events");
  const events = await readEvents(answer, isAway);
  expect(events.filter(({ event }) => event === "status").length).toBeGreaterThan(2);
});

test("a busy page hears of it, too", async () => {
  const { page, get } = startViewer({ heartbeat: 100 });
  let sent = 0;
  const busy = setInterval(() => page.send(hour(sent++)), 10);
  const answer = await get("/events");
  page.away = "no answer from Kafka for 20 s";
  let status = 0;
  const events = await readEvents(answer, ({ event }) => event === "status" && ++status === 4);
  clearInterval(busy);
  expect(events.filter(({ event }) => event === "changes").length).toBeGreaterThan(3);
  expect(events.at(-1)?.data).toMatchObject({ notReady: page.away });
});

const gauge = async ({ get }: ReturnType<typeof startViewer>, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await (await get("/metrics")).text())?.[1]);

test("a page counts while it is open, and HEAD opens none", async () => {
  const viewer = startViewer();
  for (let i = 0; i < 3; i++) {
    const head = await viewer.app.request("/events", { method: "HEAD", headers: { host: "localhost" } });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  }
  expect(await gauge(viewer, "viewer_page_connections")).toBe(0);
  const answer = await viewer.get("/events");
  expect(await gauge(viewer, "viewer_page_connections")).toBe(1);
  await answer.body?.cancel();
  expect(await gauge(viewer, "viewer_page_connections")).toBe(0);
});

test("more pages than allowed are told to come back, and come in when one has left", async () => {
  const viewer = startViewer({ maxPages: 2 });
  const [first] = [await viewer.get("/events"), await viewer.get("/events")];
  const refused = await viewer.get("/events");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
  expect(await refused.text()).toMatch(/^2 pages follow this viewer, as many as --max-pages allows; come back/);
  const head = await viewer.app.request("/events", { method: "HEAD", headers: { host: "localhost" } });
  expect(head.status).toBe(503);
  await first.body?.cancel();
  expect((await viewer.get("/events")).status).toBe(200);
  expect(await gauge(viewer, "viewer_pages_refused_total")).toBe(2);
});

test("a page that stops reading is given up, counted and told of in the log", async () => {
  const viewer = startViewer({ stallMs: 50 });
  const answer = await viewer.get("/events");
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect((await reader.read()).done).toBe(true);
  expect(await gauge(viewer, "viewer_page_connections")).toBe(0);
  expect(await gauge(viewer, "viewer_pages_dropped_total")).toBe(1);
  expect(viewer.logged.at(-1)?.msg).toBe("gave a page up that did not read what was sent");
});

test("pages that load the view share its messages, and a view that is too old is written anew", async () => {
  const store = createAlertStore({ maxAlerts: 10, maxBytes: 1_000_000 });
  const feed = createChangeFeed();
  const snapshots = createViewSnapshots(store, feed);
  const givenUp: string[] = [];
  const take = (name: string) => snapshots.take(() => givenUp.push(name));
  const pushMany = () => {
    for (let i = 0; i < 1_001; i++) feed.push({ removed: [] });
  };
  const [one, two] = [take("one"), take("two")];
  expect(two.message(0)).toBe(one.message(0));
  pushMany();
  const three = take("three");
  expect(three.position).not.toBe(one.position);
  expect(givenUp).toEqual([]);
  pushMany();
  one.release();
  take("four");
  expect(givenUp).toEqual(["two"]);
});
