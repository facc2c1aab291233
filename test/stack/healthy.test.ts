import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { startDaemon, stopDaemon } from "../../stack/daemon";
import { filesOf } from "../../stack/files";
import type { Part } from "../../stack/parts/part";
import { checkPorts } from "../../stack/takenPorts";
import { waitUntilHealthy } from "../../stack/waitUntilHealthy";
import { testSettings } from "./testSettings";

const part = (changes: Partial<Part> = {}): Part => ({
  name: "kafka",
  ports: ["kafka"],
  address: "",
  command: () => ({ program: "", args: [] }),
  check: () => Promise.reject(new Error("not yet")),
  ...changes,
});

test("a part that ended is shown with the last lines of its log", async () => {
  const settings = testSettings();
  const log = filesOf(settings).log("kafka");
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, "fine\nno space left\n");
  await expect(waitUntilHealthy(settings, part())).rejects.toThrow(
    "kafka ended right after its start; its last lines:\n  fine\n  no space left",
  );
});

test("a part that runs and never gets healthy is given up with the reason", async () => {
  const settings = testSettings({ timeoutMs: 500 });
  const { out, process: record } = filesOf(settings);
  const command = { program: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"] };
  await startDaemon(command, out("kafka"), record("kafka"));
  await expect(waitUntilHealthy(settings, part())).rejects.toThrow("kafka is not healthy after 0.5 s (not yet)");
  await stopDaemon(record("kafka"), 1_000);
});

test("a taken port is named with the part and the option that moves it", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
  const settings = testSettings();
  const taken = { ...settings, ports: { ...settings.ports, kafka: port } };
  await expect(checkPorts(taken, [part()])).rejects.toThrow(
    `port ${port} of kafka is taken: choose another with --kafka-port, or move all ports with --port-base 1000`,
  );
  await new Promise((resolve) => server.close(resolve));
  await expect(checkPorts(taken, [part()])).resolves.toBeUndefined();
});
