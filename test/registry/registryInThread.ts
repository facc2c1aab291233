import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A registry in a thread of its own: the one that asks stands still. It gives these answers in turn, the last one for ever. */
export async function registryInThread(...answers: [status: number, body: unknown][]) {
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
