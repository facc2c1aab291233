import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { schemaNow } from "../../registry/schemaNow";

// Two threads have to start.
jest.setTimeout(30_000);

/** A registry in a thread of its own: the one that asks stands still. It gives these answers in turn, the last one for ever. */
async function registryInThread(...answers: [status: number, body: unknown][]) {
  const program = `
    const { parentPort, workerData } = require("node:worker_threads");
    const left = [...workerData];
    const server = require("node:http").createServer((_, response) => {
      const [status, body] = left.length > 1 ? left.shift() : left[0];
      if (status === 0) response.destroy();
      else response.writeHead(status).end(JSON.stringify(body));
    });
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
  `;
  const thread = new Worker(program, { eval: true, workerData: answers });
  const [port] = await once(thread, "message");
  return { url: `http://127.0.0.1:${port}`, stop: () => thread.terminate() };
}

const SCHEMA: [number, unknown] = [200, { schema: '"string"' }];
const UNKNOWN: [number, unknown] = [404, { error_code: 40_403 }];

async function ask(answers: [number, unknown][], unknownMs?: number) {
  const { url, stop } = await registryInThread(...answers);
  const said: string[] = [];
  try {
    const schema = schemaNow({ url }, 7, { unknownMs, warn: (line) => void said.push(line.replace(url, "URL")) });
    return { schema, said };
  } finally {
    await stop();
  }
}

test("a schema is there at once, and nothing is said", async () => {
  expect(await ask([SCHEMA])).toEqual({ schema: { type: "AVRO", text: '"string"', references: [] }, said: [] });
});

test("a registry that is away, broken, or wants another password is waited for, and this is said", async () => {
  const { schema, said } = await ask([[0, {}], [503, {}], [401, {}], [403, {}], SCHEMA]);
  expect(schema).toBeDefined();
  expect(said).toEqual([
    expect.stringMatching(/^waiting for schema 7 of URL for \d s: socket hang up$/),
    expect.stringMatching(/^schema 7 came from URL after \d s$/),
  ]);
});

test("an id that is not known yet is waited for: a copy of a registry may be behind", async () => {
  const { schema, said } = await ask([UNKNOWN, UNKNOWN, UNKNOWN, SCHEMA]);
  expect(schema).toBeDefined();
  expect(said[0]).toMatch(/^waiting for schema 7 of URL for \d s: it knows no schema of this id$/);
});

test("an id that stays unknown is given up where a limit was set; a registry that is away does not count", async () => {
  expect(await ask([[503, {}], UNKNOWN], 150)).toMatchObject({ schema: undefined });
  expect(await ask([UNKNOWN, [503, {}], UNKNOWN, SCHEMA], 250)).toMatchObject({ schema: { text: '"string"' } });
});
