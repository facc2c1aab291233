import { flinkConfig, taskManagerMemory } from "../../stack/flinkConfig";
import { testSettings } from "./testSettings";

test("Flink listens on loopback only", () => {
  const config = flinkConfig(testSettings());
  for (const name of ["jobmanager.bind-host", "taskmanager.bind-host", "rest.bind-address"]) {
    expect(config[name]).toBe("127.0.0.1");
  }
});

test("pages of other sites may not use Flink", () => {
  const { ports } = testSettings();
  expect(flinkConfig(testSettings())).toMatchObject({
    "web.access-control-allow-origin": `http://127.0.0.1:${ports.flink}`,
    "web.allowed-hosts": "127.0.0.1",
  });
});

test("checkpoints outlive a cancelled job", () => {
  const settings = testSettings({ stateDir: "/state" });
  expect(flinkConfig(settings)).toMatchObject({
    "state.checkpoints.dir": "file:///state/checkpoints",
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
  });
});

test("settings that somebody asks for win", () => {
  const flinkSettings = { "state.checkpoints.dir": "s3://b/c", "s3.endpoint": "http://minio:9000" };
  expect(flinkConfig(testSettings({ flinkSettings }))).toMatchObject(flinkSettings);
});

test("the JVM's heap is what Flink counts on", () => {
  const { jvm, options } = taskManagerMemory(testSettings().memoryMb);
  expect(jvm).toContain("-Xmx1128m");
  expect(options).toContain("-Dtaskmanager.memory.framework.heap.size=128mb");
  expect(options).toContain("-Dtaskmanager.memory.task.heap.size=1000mb");
});
