import type { FlinkRest } from "../../../../beam/flink/rest/flinkRest";
import { lastState } from "../../../../beam/flink/rest/lastState";

/** Flink with what `/jobs/ID/checkpoints` says of each job. */
function flinkWith(latest: Record<string, object>): FlinkRest {
  return { url: "", get: async (path: string) => ({ latest: latest[path.split("/")[2]] }) } as unknown as FlinkRest;
}
const job = (id: string) => ({ id, name: "fraud", state: "FINISHED" });

test("a job that was stopped left a savepoint, which counts more than its checkpoints", async () => {
  const flink = flinkWith({ a: { savepoint: { external_path: "s" }, completed: { external_path: "c" } } });
  expect(await lastState(flink, [job("a")])).toBe("s");
});

test("a job that failed left its last retained checkpoint", async () => {
  const flink = flinkWith({ a: { savepoint: null, completed: { external_path: "c" } } });
  expect(await lastState(flink, [job("a")])).toBe("c");
});

test("a job that never came to a checkpoint is passed over for the one before it", async () => {
  const flink = flinkWith({ newer: {}, older: { completed: { external_path: "c" } } });
  expect(await lastState(flink, [job("newer"), job("older")])).toBe("c");
});

test("without any there is nothing to go on from", async () => {
  expect(await lastState(flinkWith({}), [job("a")])).toBeUndefined();
});
