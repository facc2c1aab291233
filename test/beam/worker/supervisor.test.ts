import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import pino from "pino";
import { createWorkerMetrics } from "../../../beam/worker/metrics";
import { createSupervisor, type Supervisor, type SupervisorSettings } from "../../../beam/worker/supervisor";

const CONNECTED = 'process.send("connected");';
const FOREVER = "setInterval(() => {}, 1000);";

const supervisors: Supervisor[] = [];
afterEach(() => Promise.all(supervisors.splice(0).map((supervisor) => supervisor.close())));

/** A pool whose workers are tiny programs. */
function pool(program: string, changes: Partial<SupervisorSettings> = {}) {
  const children: ChildProcess[] = [];
  const metrics = createWorkerMetrics("test", () => 0);
  const supervisor = createSupervisor({
    startProcess: () => {
      const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
      children.push(child);
      return child;
    },
    maxWorkers: 3,
    startTimeoutMs: 10_000,
    stopGraceMs: 200,
    watchEveryMs: 50,
    metrics,
    log: pino({ level: "silent" }),
    ...changes,
  });
  supervisors.push(supervisor);
  return { supervisor, children, metrics };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 200; tries++) await pause(25);
  expect(condition()).toBe(true);
}

const crashes = async (metrics: ReturnType<typeof createWorkerMetrics>) =>
  (await metrics.crashed.get()).values[0].value;
const request = (workerId: string, controlUrl = "tm:1") => ({ workerId, controlUrl });

describe("the worker pool", () => {
  test("answers once the worker has reached its TaskManager", async () => {
    const { supervisor } = pool(CONNECTED + FOREVER);
    await supervisor.start(request("1"));
    expect(supervisor.running()).toBe(1);
  });

  test("two TaskManagers may use the same worker id", async () => {
    const { supervisor } = pool(CONNECTED + FOREVER);
    await Promise.all([supervisor.start(request("1", "a:1")), supervisor.start(request("1", "b:1"))]);
    expect(supervisor.running()).toBe(2);
    supervisor.stop("1");
    await pause(400);
    expect(supervisor.running()).toBe(2);
  });

  test("ends a worker that stands still when its TaskManager has left, and leaves others alone", async () => {
    const taskManager = createServer().listen(0, "127.0.0.1");
    await once(taskManager, "listening");
    const { port } = taskManager.address() as AddressInfo;
    const { supervisor, metrics } = pool(`${CONNECTED} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`);
    await supervisor.start(request("1", `127.0.0.1:${port}`));
    await supervisor.start(request("2", "nowhere.invalid:1"));
    await pause(400);
    expect(supervisor.running()).toBe(2);
    taskManager.close();
    await until(() => supervisor.running() === 1);
    await pause(400);
    expect(supervisor.running()).toBe(1);
    expect(await crashes(metrics)).toBe(0);
  });

  test.each(["", "nonsense", "host:none", "host:70000", ":1", "[::1]:0"])(
    "has a TaskManager called %j looked at, and goes on",
    async (address) => {
      const { supervisor } = pool(CONNECTED + FOREVER);
      await supervisor.start(request("1", address));
      await pause(300);
      expect(supervisor.running()).toBe(1);
    },
  );

  test("tells why a worker could not start, so that Flink does not wait for it for ever", async () => {
    const { supervisor } = pool("process.exit(3);");
    await expect(supervisor.start(request("1"))).rejects.toThrow("exit code 3");
    expect(supervisor.running()).toBe(0);
  });

  test("gives up on a worker that never reaches its TaskManager", async () => {
    const { supervisor } = pool(FOREVER, { startTimeoutMs: 300 });
    await expect(supervisor.start(request("1", "tm:7"))).rejects.toThrow("did not reach tm:7 within 300 ms");
    await until(() => supervisor.running() === 0);
  });

  test("refuses more workers than it may run", async () => {
    const { supervisor } = pool(CONNECTED + FOREVER, { maxWorkers: 1 });
    await supervisor.start(request("1"));
    await expect(supervisor.start(request("2"))).rejects.toThrow("--max-workers is 1");
  });

  test("counts a crash and goes on", async () => {
    const { supervisor, children, metrics } = pool(CONNECTED + FOREVER);
    await supervisor.start(request("1"));
    children[0].kill("SIGKILL");
    await until(() => supervisor.running() === 0);
    expect(await crashes(metrics)).toBe(1);
    await supervisor.start(request("2"));
    expect(supervisor.running()).toBe(1);
  });

  test("a worker that ends with its job is no crash", async () => {
    const { supervisor, metrics } = pool(CONNECTED);
    await supervisor.start(request("1"));
    await until(() => supervisor.running() === 0);
    expect(await crashes(metrics)).toBe(0);
  });

  test("ends a worker that lingers after its job", async () => {
    const { supervisor, metrics } = pool(CONNECTED + FOREVER);
    await supervisor.start(request("1"));
    supervisor.stop("1");
    await until(() => supervisor.running() === 0);
    expect(await crashes(metrics)).toBe(0);
  });

  test("leaves no process behind, not even one that ignores the request to end", async () => {
    const { supervisor, children } = pool(`process.on("SIGTERM", () => {});${CONNECTED}${FOREVER}`);
    await supervisor.start(request("1"));
    await supervisor.close();
    expect(children[0].signalCode).toBe("SIGKILL");
    await expect(supervisor.start(request("2"))).rejects.toThrow("stopping");
  });
});
