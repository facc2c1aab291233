import type { FlinkRest } from "../../../../beam/flink/rest/flinkRest";
import { statesOfJobs } from "../../../../beam/flink/rest/statesOfJobs";

/** Flink with what `/jobs/ID/checkpoints` says of each job. */
function flinkWith(latest: Record<string, object>): FlinkRest {
  return { url: "", get: async (path: string) => ({ latest: latest[path.split("/")[2]] }) } as unknown as FlinkRest;
}

const saved = (external_path: string, latest_ack_timestamp: number) => ({ external_path, latest_ack_timestamp });
const urls = async (latest: Record<string, object>) =>
  (
    await statesOfJobs(
      flinkWith(latest),
      Object.keys(latest).map((id) => ({ id })),
    )
  ).map(({ url }) => url);

describe("the newest state of jobs that Flink remembers", () => {
  test("a checkpoint that is newer than a savepoint comes first", async () => {
    expect(await urls({ a: { savepoint: saved("s", 100), completed: saved("c", 200) } })).toEqual(["c", "s"]);
  });

  test("a job that was stopped left its savepoint last", async () => {
    expect(await urls({ a: { savepoint: saved("s", 201), completed: saved("c", 200) } })).toEqual(["s", "c"]);
  });

  test("an older job may have left the newer state", async () => {
    expect(await urls({ young: { completed: saved("c1", 100) }, old: { completed: saved("c2", 300) } })).toEqual([
      "c2",
      "c1",
    ]);
  });

  test("what is deleted is no state", async () => {
    expect(await urls({ a: { completed: { ...saved("c", 200), discarded: true }, savepoint: null } })).toEqual([]);
  });

  test("a job that failed before its first checkpoint has the state that it was started from", async () => {
    const restored = { external_path: "s", restore_timestamp: 150 };
    expect(await urls({ young: { restored }, old: { completed: saved("c", 120) } })).toEqual(["s", "c"]);
  });
});
