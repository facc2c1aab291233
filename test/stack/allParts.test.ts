import { findParts, partsOf } from "../../stack/parts/allParts";
import { testSettings } from "./testSettings";

const names = (changes = {}) => partsOf(testSettings(changes)).map(({ name }) => name);

test("a stack has Kafka, Flink, Beam's two servers and the worker pool", () => {
  expect(names({ taskManagers: 2 })).toEqual([
    "kafka",
    "jobmanager",
    "taskmanager-1",
    "taskmanager-2",
    "job-server",
    "expansion-service",
    "worker-pool",
  ]);
});

test("a schema registry is there where it is asked for", () => {
  expect(names({ registry: true }).filter((name) => !names().includes(name))).toEqual(["registry"]);
});

test("taskmanager means all TaskManagers", () => {
  const parts = partsOf(testSettings({ taskManagers: 3 }));
  expect(findParts(parts, "taskmanager")).toHaveLength(3);
  expect(findParts(parts, "taskmanager-2")).toHaveLength(1);
});

test("parts can be left out", () => {
  expect(names({ without: ["worker-pool", "taskmanager"], taskManagers: 2 })).toEqual([
    "kafka",
    "jobmanager",
    "job-server",
    "expansion-service",
  ]);
});

test("an unknown part is answered with the names of all", () => {
  expect(() => names({ without: ["zookeeper"] })).toThrow(
    '--without: found "zookeeper", expected one of kafka, jobmanager, taskmanager-1',
  );
});

test("every part that listens is told the loopback address", () => {
  const software = { flinkClassPath: "flink.jar", kafkaClassPath: "kafka.jar" };
  const command = (name: string) =>
    findParts(partsOf(testSettings({ registry: true })), name)[0]
      .command(software)
      .args.join(" ");
  expect(command("job-server")).toContain("--job-host=127.0.0.1");
  expect(command("expansion-service")).toContain("BoundExpansionService 127.0.0.1 8097");
  expect(command("worker-pool")).toContain("--listen=127.0.0.1:5555");
  expect(command("registry")).toContain("-Dquarkus.http.host=127.0.0.1");
});
