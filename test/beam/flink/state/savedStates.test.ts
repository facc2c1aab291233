import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStamp, savedStates } from "../../../../beam/flink/state/savedStates";
import { stampText } from "../../../../beam/flink/state/stateStamp";

const folder = mkdtempSync(join(tmpdir(), "saved-states-"));
afterAll(() => rmSync(folder, { recursive: true }));

let cases = 0;

/** A folder of Flink's with these checkpoints and savepoints; no time: under way when all stopped. */
function flinkFolder(states: Record<string, number | undefined>): string {
  const own = join(folder, String(cases++));
  for (const [path, savedAt] of Object.entries(states)) {
    mkdirSync(join(own, path), { recursive: true });
    if (savedAt === undefined) continue;
    const metadata = join(own, path, "_metadata");
    writeFileSync(metadata, "");
    utimesSync(metadata, savedAt, savedAt);
  }
  return own;
}

describe("what jobs can be started from", () => {
  test("the newest complete state comes first, of whatever job", () => {
    const own = flinkFolder({ "a/chk-9": 100, "a/chk-10": 110, "b/chk-1": 105, "savepoint-a-1": 107 });
    expect(savedStates(own).map(({ url }) => url.slice(`file://${own}/`.length))).toEqual([
      "a/chk-10",
      "savepoint-a-1",
      "b/chk-1",
      "a/chk-9",
    ]);
  });

  test("of two at the same time the higher number is the newer", () => {
    const own = flinkFolder({ "a/chk-9": 100, "a/chk-10": 100 });
    expect(savedStates(own).map(({ number }) => number)).toEqual([10, 9]);
  });

  test("the one that was under way when the JobManager was killed is left out", () => {
    const own = flinkFolder({ "a/chk-1": 100, "a/chk-2": undefined, "a/shared": undefined });
    expect(savedStates(own)).toEqual([{ url: `file://${own}/a/chk-1`, jobId: "a", number: 1, savedAtMs: 100_000 }]);
  });

  test("a folder that is not there has none", () => {
    expect(savedStates("/nowhere")).toEqual([]);
  });
});

describe("a state's metadata", () => {
  const stamp = { job: "jöb <1>", options: { key: "pair", gap: "10m" } };

  test.each([(path: string) => path, (path: string) => `file:${path}`, (path: string) => `file://${path}`])(
    "tells what the state means, by a path or either kind of URL",
    (url) => {
      const own = flinkFolder({ "savepoint-a-1": 100 });
      const bytes = Buffer.from([0xff, 0x00, 0x3c]);
      writeFileSync(
        join(own, "savepoint-a-1", "_metadata"),
        Buffer.concat([bytes, Buffer.from(stampText(stamp)), bytes]),
      );
      expect(readStamp(url(join(own, "savepoint-a-1")))).toEqual(stamp);
    },
  );

  test("of an older version says nothing", () => {
    const own = flinkFolder({ "savepoint-a-1": 100 });
    expect(readStamp(join(own, "savepoint-a-1"))).toBeNull();
  });

  test("that lies elsewhere cannot be read from here", () => {
    expect(readStamp("s3://bucket/savepoint-1")).toBeUndefined();
    expect(readStamp("file:///nowhere/savepoint-1")).toBeUndefined();
  });
});
