import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPorts } from "../../stack/ports";
import type { StackSettings } from "../../stack/settings";

/** Settings of a stack in a new folder. */
export function testSettings(changes: Partial<StackSettings> = {}): StackSettings {
  const stateDir = mkdtempSync(join(tmpdir(), "stack-test-"));
  return {
    host: "127.0.0.1",
    ports: defaultPorts,
    stateDir,
    cacheDir: join(stateDir, "cache"),
    kafkaTlsSasl: false,
    registry: false,
    taskManagers: 1,
    slots: 4,
    partitions: 4,
    stateBackend: "hashmap",
    flinkSettings: {},
    memoryMb: {
      taskManagerHeap: 1_000,
      taskManagerManaged: 256,
      jobManager: 500,
      kafka: 500,
      jobServer: 500,
      expansion: 300,
      registry: 200,
    },
    without: [],
    timeoutMs: 2_000,
    ...changes,
  };
}
