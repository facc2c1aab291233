import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRecord, runningProcess, signalDaemon, startDaemon, stopDaemon } from "../../stack/daemon";
import { kafka } from "../../stack/parts/kafka";
import { defaultPorts } from "../../stack/ports";
import { checkPorts } from "../../stack/takenPorts";
import { testSettings } from "./testSettings";

const SLEEP = "setInterval(() => {}, 1000); console.log('up')";
const STUBBORN = `process.on('SIGTERM', () => console.log('no')); ${SLEEP}`;

function files() {
  const { stateDir } = testSettings();
  return { out: join(stateDir, "log", "part.out"), record: join(stateDir, "run", "part.json") };
}

async function start(code: string, { out, record }: ReturnType<typeof files>) {
  const started = await startDaemon({ program: process.execPath, args: ["-e", code] }, out, record);
  while (!readFileSync(out, "utf8").includes("up")) await new Promise((resolve) => setTimeout(resolve, 20));
  return started;
}

test("a daemon runs until it is stopped, and is forgotten then", async () => {
  const at = files();
  const { pid } = await start(SLEEP, at);
  expect(runningProcess(at.record)?.pid).toBe(pid);
  await stopDaemon(at.record, 5_000);
  expect(runningProcess(at.record)).toBeUndefined();
  expect(readRecord(at.record)).toBeUndefined();
});

test("one that does not listen is killed after its grace", async () => {
  const at = files();
  await start(STUBBORN, at);
  await stopDaemon(at.record, 200);
  expect(runningProcess(at.record)).toBeUndefined();
});

test("a killed daemon is remembered as one that ran", async () => {
  const at = files();
  await signalDaemon(await start(SLEEP, at), "SIGKILL");
  expect(runningProcess(at.record)).toBeUndefined();
  expect(readRecord(at.record)).toBeDefined();
});

test("a killed daemon has given its port back", async () => {
  const settings = testSettings({ ports: { ...defaultPorts, kafka: 41_092 } });
  const at = files();
  // Much memory and many threads make dying slow.
  const listen = `require('node:net').createServer().listen(${settings.ports.kafka}, '127.0.0.1')`;
  const code = `globalThis.memory = Buffer.alloc(600e6, 1); ${listen}; ${SLEEP}`;
  await signalDaemon(await start(code, at), "SIGKILL");
  await checkPorts(settings, [kafka(settings)]);
});

test("another process that got the same id is not taken for the daemon", () => {
  const { stateDir } = testSettings();
  const record = join(stateDir, "part.json");
  writeFileSync(record, JSON.stringify({ pid: process.pid, startTicks: "1", startedAt: "2026-01-01T00:00:00Z" }));
  expect(runningProcess(record)).toBeUndefined();
});

test("a program that is not there is refused", async () => {
  const at = files();
  await expect(startDaemon({ program: "/nowhere", args: [] }, at.out, at.record)).rejects.toThrow("ENOENT");
});
