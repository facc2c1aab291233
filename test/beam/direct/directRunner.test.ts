// Before its sub-modules, which import one another in a circle.
import "../../../beam/load";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { GeneralObjectCoder } from "apache-beam/coders/js_coders";
import { directRunner as beamDirectRunner } from "apache-beam/runners/direct_runner";
import { encodeToBase64 } from "apache-beam/worker/operators";
import Long from "long";
import { DirectRunner } from "../../../beam/direct/directRunner";
import { beam, groupByKey, register, runnerApi } from "../../../beam/sdk";
import { toFunction } from "../../pipelines/localIO";

interface Event {
  key: unknown;
  /** Epoch ms. */
  ms: number;
  value: string;
}

/** One group as it left a GroupByKey. */
interface Group {
  key: unknown;
  values: unknown[];
  window: [start: number, end: number] | "global";
  timestamp: number;
  pane: beam.PaneInfo;
}

const { EARLIEST_IN_PANE, END_OF_WINDOW, LATEST_IN_PANE } = runnerApi.OutputTime_Enum;

function eventTime({ ms }: Event): Long {
  return Long.fromNumber(ms);
}

function byOwnKey({ key, value }: Event): beam.KV<unknown, string>[] {
  return [{ key, value }];
}

interface Seen {
  window: { lookup(): beam.Window };
  timestamp: { lookup(): Long };
  pane: { lookup(): beam.PaneInfo };
}

function describeGroup({ key, value }: beam.KV<unknown, Iterable<unknown>>, seen: Seen): Group[] {
  const window = seen.window.lookup();
  const isInterval = window instanceof beam.IntervalWindow;
  return [
    {
      key,
      values: [...value],
      window: isInterval ? [window.start.toNumber(), window.end.toNumber()] : "global",
      timestamp: seen.timestamp.lookup().toNumber(),
      pane: seen.pane.lookup(),
    },
  ];
}

function countOfEach({ key, values }: Group): beam.KV<unknown, number>[] {
  return [{ key, value: values.length }];
}

register("test/directRunner", { eventTime, byOwnKey, describeGroup, countOfEach });

function strategy(outputTime: runnerApi.OutputTime_Enum) {
  return runnerApi.WindowingStrategy.create({
    trigger: { trigger: { oneofKind: "default", default: {} } },
    accumulationMode: runnerApi.AccumulationMode_Enum.DISCARDING,
    outputTime,
    closingBehavior: runnerApi.ClosingBehavior_Enum.EMIT_IF_NONEMPTY,
    onTimeBehavior: runnerApi.OnTimeBehavior_Enum.FIRE_ALWAYS,
  });
}

const context = () => ({ window: beam.windowParam(), timestamp: beam.timestampParam(), pane: beam.paneInfoParam() });

/** Groups events in windows, and gives the groups as elements that know where they were. */
function grouped(name: string, windows: Parameters<typeof beam.windowInto>[0], outputTime = END_OF_WINDOW) {
  return beam.withName(name, (events: beam.PCollection<Event>) =>
    events
      .apply(beam.withName("eventTime", beam.assignTimestamps(eventTime)))
      .apply(beam.withName("window", beam.windowInto(windows, strategy(outputTime))))
      .flatMap(byOwnKey)
      .apply(groupByKey<unknown, string>())
      .flatMap(beam.withName("describe", describeGroup), context()),
  ) as (events: beam.PCollection<Event>) => beam.PCollection<Group>;
}

async function groupsOf(
  events: Event[],
  windows: Parameters<typeof beam.windowInto>[0],
  { outputTime = END_OF_WINDOW, runner = new DirectRunner() as beam.Runner } = {},
): Promise<Group[]> {
  const groups: Group[] = [];
  await runner.run((root) => {
    root
      .apply(beam.create(events))
      .apply(grouped("group", windows, outputTime))
      .apply(toFunction<Group>("collect", (group) => groups.push(group)));
  });
  return groups;
}

const events = (...times: number[]): Event[] => times.map((ms) => ({ key: "k", ms, value: `v${ms}` }));
const windowsOf = (groups: Group[]) => groups.map(({ window }) => window).sort();

beforeAll(() => {
  // The SDK tells of each bundle.
  jest.spyOn(console, "debug").mockImplementation(() => {});
});

describe("session windows", () => {
  test("merge where they overlap, for any order of arrival, and stay apart where they touch", async () => {
    for (const order of [
      [0, 5_000, 14_999, 24_999],
      [24_999, 14_999, 0, 5_000],
    ]) {
      const groups = await groupsOf(events(...order), beam.sessions(10));
      expect(windowsOf(groups)).toEqual([
        [0, 24_999],
        [24_999, 34_999],
      ]);
      expect(groups.map(({ values }) => values.toSorted())).toContainEqual(["v0", "v14999", "v5000"]);
    }
  });

  test("are those of each key by itself", async () => {
    const two = [...events(0, 5_000), { key: "other", ms: 7_000, value: "x" }];
    const groups = await groupsOf(two, beam.sessions(10));
    expect(groups.map(({ key, window, values }) => [key, window, values])).toEqual([
      ["k", [0, 15_000], ["v0", "v5000"]],
      ["other", [7_000, 17_000], ["x"]],
    ]);
  });

  test.each([
    ["the end of the window", END_OF_WINDOW, 14_999],
    ["the earliest element", EARLIEST_IN_PANE, 0],
    ["the latest element", LATEST_IN_PANE, 5_000],
  ])("give a group the time of %s where that is asked for", async (_, outputTime, timestamp) => {
    for (const order of [events(0, 5_000, 3_000), events(5_000, 3_000, 0)]) {
      const [group] = await groupsOf(order, beam.sessions(10), { outputTime });
      expect(group).toMatchObject({ window: [0, 15_000], timestamp });
    }
  });

  test("fire once, on time", async () => {
    const [group] = await groupsOf(events(0), beam.sessions(10));
    expect(group.pane).toEqual({ timing: "ON_TIME", index: 0, onTimeIndex: 0, isFirst: true, isLast: true });
  });

  test.each([
    ["numbers", [1, 2.5, -7]],
    [
      "objects",
      [
        { a: 1, b: "x" },
        { a: 2, b: "x" },
      ],
    ],
    ["texts, hostile ones among them", ["", ";", "a b", "é🏦", "__proto__", "constructor"]],
    ["truths", [true, false]],
  ])("group by keys that are %s", async (_, keys: unknown[]) => {
    const twice = keys.flatMap((key) => [0, 1_000].map((ms) => ({ key, ms, value: JSON.stringify(key) })));
    const groups = await groupsOf(twice, beam.sessions(10));
    expect(groups.map(({ key, values }) => [key, values])).toEqual(
      keys.map((key) => [key, [JSON.stringify(key), JSON.stringify(key)]]),
    );
  });

  test("tell texts from other keys that are encoded the same", async () => {
    const lookalike = encodeToBase64(5, new GeneralObjectCoder());
    const mixed = [
      { key: 5, ms: 0, value: "number" },
      { key: lookalike, ms: 0, value: "text" },
    ];
    expect(await groupsOf(mixed, beam.sessions(10))).toHaveLength(2);
  });

  test("of several GroupByKeys in one pipeline, each with a gap of its own beside fixed windows", async () => {
    const found: Record<string, unknown[]> = { short: [], long: [], fixed: [] };
    await new DirectRunner().run((root) => {
      const all = root.apply(beam.create(events(0, 5_000, 30_000)));
      const windows = { short: beam.sessions(3), long: beam.sessions(60), fixed: beam.fixedWindows(20) };
      for (const [name, windowFn] of Object.entries(windows)) {
        all
          .apply(grouped(name, windowFn))
          .apply(toFunction<Group>(`collect_${name}`, ({ window }) => found[name].push(window)));
      }
    });
    expect(found).toEqual({
      short: [
        [0, 3_000],
        [5_000, 8_000],
        [30_000, 33_000],
      ],
      long: [[0, 90_000]],
      fixed: [
        [0, 20_000],
        [20_000, 40_000],
      ],
    });
  });

  test("can be grouped again, in the windows that came out", async () => {
    const counts: Group[] = [];
    await new DirectRunner().run((root) => {
      root
        .apply(beam.create(events(0, 5_000, 40_000)))
        .apply(grouped("first", beam.sessions(10)))
        .flatMap(countOfEach)
        .apply(groupByKey<unknown, number>())
        .flatMap(beam.withName("describeAgain", describeGroup), context())
        .apply(toFunction<Group>("collect", (group) => counts.push(group)));
    });
    expect(counts.map(({ window, values }) => [window, values])).toEqual([
      [[0, 15_000], [2]],
      [[40_000, 50_000], [1]],
    ]);
  });

  test("group nothing of nothing", async () => {
    expect(await groupsOf([], beam.sessions(10))).toEqual([]);
  });
});

describe("windows that do not merge", () => {
  test.each([
    ["global", beam.globalWindows()],
    ["fixed", beam.fixedWindows(10)],
    ["sliding", beam.slidingWindows(10, 5)],
  ])("%s ones come out as on Beam's own runner", async (_, windows) => {
    const some = [...events(0, 5_000, 12_000), { key: { of: "object" }, ms: 1, value: "x" }];
    const ours = await groupsOf(some, windows);
    expect(ours).toEqual(await groupsOf(some, windows, { runner: beamDirectRunner() }));
    expect(ours.length).toBeGreaterThan(1);
    expect(ours.every(({ pane }) => pane.timing === "ON_TIME" && pane.isLast)).toBe(true);
  });
});

describe("what the runner cannot do is refused by name, before anything runs:", () => {
  test("an output time of windows that do not merge", async () => {
    const run = groupsOf(events(0), beam.fixedWindows(10), { outputTime: EARLIEST_IN_PANE });
    await expect(run).rejects.toThrow(`OutputTime=${EARLIEST_IN_PANE}`);
  });

  test("windows that merge but are no sessions", async () => {
    const strange = {
      ...beam.sessions(10),
      toProto: () => ({ urn: "test:window_fn:strange", payload: new Uint8Array() }),
    };
    await expect(groupsOf(events(0), strange)).rejects.toThrow(
      `The DirectRunner cannot run this pipeline: MergeStatus=${runnerApi.MergeStatus_Enum.NEEDS_MERGE}`,
    );
  });
});
