import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMANDS } from "../../../pipelines/rules/commands";
import type { Intent } from "../../../pipelines/rules/prepare";
import { readHistory } from "../../../rules/history/readHistory";
import { createFakeTopic } from "./fakeTopic";

const T0 = Date.UTC(2026, 0, 5);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rules-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const SUM = "{ id: sum, title: Much, key: pair, window: { session: 10m }, when: total > limit }";
const MANY = "{ id: many, title: Many, key: origin, window: { calendar: 1d }, when: count > 5 }";

/** A topic, and the commands on it as somebody types them. */
function onTopic(meanwhile?: Parameters<typeof createFakeTopic>[1]) {
  const clock = { nowMs: T0 };
  const { topic, records, put } = createFakeTopic(clock, meanwhile);
  let files = 0;
  const run = async (line: string, intent: Intent = {}) => {
    const [name, ...words] = line.replace(" --remove-missing", "").split(" ");
    const removeMissing = line.includes("--remove-missing");
    return COMMANDS[name].run({ words, topic: () => topic, intent, removeMissing, nowMs: () => clock.nowMs });
  };
  return {
    clock,
    records,
    put,
    run,
    /** Of rules, and perhaps of rates. */
    file(...rules: string[]): string {
      const path = join(folder, `${files++}.yaml`);
      const limit = rules.includes("limit 9000") ? 9000 : 10000;
      const listed = rules.filter((rule) => rule.startsWith("{")).map((rule) => `  - ${rule}\n`);
      const rates = rules.filter((line) => line.startsWith("rates:"));
      writeFileSync(path, [`parameters: { limit: ${limit}, other: 1 }\nrules:\n${listed.join("")}`, ...rates].join(""));
      return path;
    },
    /** Records as they lie there, parsed. */
    written: () => records.map(({ text }) => JSON.parse(text)),
  };
}

const record = (fields: object) => JSON.stringify(fields);
const sumVersion = (version: number, effectiveFrom: string, when = "total > 1") =>
  record({ id: "sum", version, effectiveFrom, rule: { title: "Much", key: "pair", window: { session: "10m" }, when } });

describe("publish", () => {
  test("the first rules of a topic are in force always, each with those parameters that it calls by name", async () => {
    const { run, file, written } = onTopic();
    expect(await run(`publish ${file(SUM, MANY)}`, { by: "anna", note: "to begin with" })).toBe(
      [
        "new: sum, version 1: Much",
        "  a new view: the payments from one account to one other (pair), by session with pauses under 10m",
        "new: many, version 1: Many",
        "  a new view: the payments from one account (origin), by day",
        "a payment is gathered at most 2 times, which makes the cost",
        "in force always",
        "published: 2 versions at offsets 0 to 1",
      ].join("\n"),
    );
    const told = { effectiveFrom: "always", by: "anna", note: "to begin with" };
    expect(written()).toEqual([
      {
        ...{ id: "sum", version: 1, ...told, parameters: { limit: 10000 } },
        rule: { title: "Much", key: "pair", window: { session: "10m" }, when: "total > limit" },
      },
      {
        ...{ id: "many", version: 1, ...told },
        rule: { title: "Many", key: "origin", window: { calendar: "1d" }, when: "count > 5" },
      },
    ]);
  });

  test("the same file again changes nothing, also where it says aloud what goes without saying", async () => {
    const { run, file, records } = onTopic();
    await run(`publish ${file(SUM, MANY)}`);
    expect(await run(`publish ${file(SUM, MANY.replace("{", "{ severity: medium, mode: live,"))}`)).toBe(
      "nothing to publish\nunchanged: 2 rules",
    );
    expect(records).toHaveLength(2);
  });

  test("of what is changed there is one more version, in force in 3 s; what the file does not have stays", async () => {
    const { run, file, clock, written } = onTopic();
    await run(`publish ${file(SUM, MANY)}`);
    clock.nowMs += 60_000;
    expect(await run(`publish ${file(SUM, "limit 9000")}`)).toBe(
      [
        "changed: sum, version 1 → 2",
        "  parameters.limit: 10000 → 9000",
        "  open windows go on",
        "not in the file and left as they are (--remove-missing): many",
        "in force from 2026-01-05T00:01:03.000Z on",
        "published: 1 version at offset 2",
      ].join("\n"),
    );
    expect(written()[2]).toMatchObject({ id: "sum", version: 2, effectiveFrom: "2026-01-05T00:01:03.000Z" });
  });

  test("another window is a new view, and so is another key", async () => {
    const { run, file } = onTopic();
    await run(`publish ${file(SUM)}`);
    const text = await run(`publish ${file(SUM.replace("10m", "20m").replace("pair", "target"))}`);
    expect(text).toContain(
      [
        "  key: pair → target",
        '  window: {"session":"10m"} → {"session":"20m"}',
        "  a new view: the payments to one account (target), by session with pauses under 20m; open windows end as they are",
      ].join("\n"),
    );
  });

  test("what is kept anew makes a new view, too: what open windows have does not answer it", async () => {
    const { run, file } = onTopic();
    await run(`publish ${file(MANY)}`);
    expect(await run(`publish ${file(MANY.replace("count", "payees"))}`)).toContain("open windows end as they are");
  });

  test("rules that the file does not have are removed where that is asked for", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM, MANY)}`);
    const text = await run(`publish ${file(SUM)} --remove-missing`);
    expect(text).toContain(
      "removed: many, version 1 → 2\n  open windows end as they are\nunchanged: 1 rule\na payment is gathered at most 1 time instead of 2,",
    );
    expect(written()[2]).toEqual({ id: "many", version: 2, effectiveFrom: "2026-01-05T00:00:03.000Z", removed: true });
    expect(await run(`publish ${file(SUM, MANY)}`)).toContain("new: many, version 2 → 3: Many");
  });

  test("the number of a version that the file has counts where it is larger", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM.replace("{", "{ version: 7,"))}`);
    await run(`publish ${file(SUM, "limit 9000")}`);
    expect(written().map(({ version }) => version)).toEqual([7, 8]);
  });

  test("a time that payments may have passed is refused, with what would be right", async () => {
    const { run, file, records } = onTopic();
    await run(`publish ${file(SUM)}`);
    await expect(run(`publish ${file(SUM, "limit 9000")}`, { effectiveFrom: T0 + 1_999 })).rejects.toThrow(
      "--effective-from: found 2026-01-05T00:00:01.999Z, expected 2026-01-05T00:00:03.000Z or later",
    );
    await run(`publish ${file(SUM, "limit 9000")}`, { effectiveFrom: T0 + 3_600_000 });
    await expect(run(`publish ${file(SUM)}`)).rejects.toThrow(
      "sum: effectiveFrom: found 2026-01-05T00:00:03.000Z, expected 2026-01-05T01:00:00.000Z or later, when version 2 comes into force",
    );
    expect(records).toHaveLength(2);
  });

  test("a number that JSON does not keep as the file has it is refused", async () => {
    const { run, file, records } = onTopic();
    const path = file(SUM);
    writeFileSync(path, `parameters: { limit: 12345678901.1234567 }\nrules:\n  - ${SUM}\n`);
    await expect(run(`publish ${path}`)).rejects.toThrow("sum, parameters: found a number with more digits");
    expect(records).toEqual([]);
  });

  test("a note that is too long is told before anything is written", async () => {
    const { run, file, records } = onTopic();
    await expect(run(`publish ${file(SUM)}`, { note: "x".repeat(2_001) })).rejects.toThrow(
      "sum: note: expected a text of at most 2000",
    );
    expect(records).toEqual([]);
  });
});

describe("two who publish at once", () => {
  test("where the topic has moved on since it was read, nothing is written", async () => {
    const { run, file, records } = onTopic({ beforeLook: [sumVersion(1, "always")] });
    await expect(run(`publish ${file(SUM)}`)).rejects.toThrow(
      "fraud-rules: somebody has published since it was read (it ended at offset 0, it ends at 1): nothing was written",
    );
    expect(records).toHaveLength(1);
  });

  test("where the other one's records come to lie before, those of ours that are put aside are told with the reason", async () => {
    const { run, file } = onTopic({ beforeWrite: [sumVersion(1, "always")] });
    const wrong = await run(`publish ${file(SUM, MANY)}`).catch((error: Error) => error.message);
    expect(wrong).toBe(
      [
        "1 of 2 records put aside",
        "offset 1: version: found 1, expected more than 1, which sum has already",
        "1 of somebody else came to lie before them: `list` tells what is in force",
      ].join("\n  "),
    );
  });

  test("where ours count all the same, it is said that there are others", async () => {
    const { run, file } = onTopic({ beforeWrite: [sumVersion(1, "always")] });
    expect(await run(`publish ${file(MANY)}`)).toContain(
      "published: 1 version at offset 1\n1 of somebody else came to lie before them",
    );
  });

  test("records that took too long are put aside, and that is told", async () => {
    const slow = onTopic();
    await slow.run(`publish ${slow.file(SUM)}`);
    const path = slow.file(SUM, "limit 9000");
    const { topic, put } = createFakeTopic({ nowMs: T0 + 5_000 });
    put(...slow.records.map(({ text }) => text));
    const context = { words: [path], topic: () => topic, intent: {}, removeMissing: false, nowMs: () => T0 };
    await expect(COMMANDS.publish.run(context)).rejects.toThrow(
      /1 of 1 record put aside\n {2}offset 1: effectiveFrom: found/,
    );
  });
});

describe("looking", () => {
  test("diff tells what publish would do and writes nothing", async () => {
    const { run, file, records } = onTopic();
    await run(`publish ${file(SUM)}`);
    expect(await run(`diff ${file(SUM, "limit 9000")}`)).toBe(
      [
        "changed: sum, version 1 → 2",
        "  parameters.limit: 10000 → 9000",
        "  open windows go on",
        "in force from 2026-01-05T00:00:03.000Z on",
      ].join("\n"),
    );
    expect(await run(`diff ${file(SUM)}`)).toBe("nothing to publish\nunchanged: 1 rule");
    expect(records).toHaveLength(1);
  });

  test("list tells what is in force, what comes later and what was put aside", async () => {
    const { run, file, clock, put } = onTopic();
    expect(await run("list")).toBe("in force at 2026-01-05T00:00:00.000Z: 0 rules");
    await run(`publish ${file(SUM, MANY)}`, { by: "anna" });
    await run("remove many");
    clock.nowMs += 4_000;
    await run(`publish ${file(SUM, "limit 9000")}`, { effectiveFrom: T0 + 60_000, by: "be\nn" });
    put("no JSON", sumVersion(2, "2026-01-06T00:00:00Z"));
    expect(await run("list")).toBe(
      [
        "in force at 2026-01-05T00:00:04.000Z: 1 rule",
        "  sum version 1, always, live, medium, by anna: Much",
        "scheduled",
        "  sum version 2, from 2026-01-05T00:01:00.000Z on, live, medium, by be\\u000an: Much",
        "put aside: 2 records",
        "  offset 4, 2026-01-05T00:00:04.000Z: found no JSON, expected a version of a rule as JSON",
        "  offset 5, 2026-01-05T00:00:04.000Z: version: found 2, expected more than 2, which sum has already",
      ].join("\n"),
    );
  });

  test("history tells all versions of a rule, the newest first", async () => {
    const { run, file, clock } = onTopic();
    await run(`publish ${file(SUM)}`, { by: "anna", note: "to begin with" });
    clock.nowMs += 60_000;
    await run(`publish ${file(SUM, "limit 9000")}`, { by: "ben" });
    clock.nowMs += 60_000;
    await run("remove sum", { note: "too many" });
    expect(await run("history sum")).toBe(
      [
        "sum: 3 versions",
        "version 3, from 2026-01-05T00:02:03.000Z on, published 2026-01-05T00:02:00.000Z",
        "  note: too many",
        "  removed",
        "version 2, from 2026-01-05T00:01:03.000Z on, published 2026-01-05T00:01:00.000Z by ben",
        "  parameters.limit: 10000 → 9000",
        "  open windows go on",
        "version 1, always, published 2026-01-05T00:00:00.000Z by anna",
        "  note: to begin with",
        "  new: Much",
        "  a new view: the payments from one account to one other (pair), by session with pauses under 10m",
      ].join("\n"),
    );
    await expect(run("history sun")).rejects.toThrow(
      'ID: found "sun", expected a rule of the topic: did you mean sum?',
    );
  });
});

describe("remove and rollback", () => {
  test("a rule that is removed is not removed again", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM)}`);
    expect(await run("remove sum")).toContain("removed: sum, version 1 → 2");
    expect(await run("remove sum")).toBe("nothing to publish");
    expect(written()).toHaveLength(2);
    await expect(run("remove many")).rejects.toThrow('ID: found "many", expected a rule of the topic: sum');
  });

  test("what an earlier version said comes back under a new number", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM)}`);
    await run(`publish ${file(SUM, "limit 9000")}`);
    expect(await run("rollback sum 1")).toContain("changed: sum, version 2 → 3\n  parameters.limit: 9000 → 10000\n");
    expect(written()[2]).toMatchObject({ version: 3, parameters: { limit: 10000 } });
    expect(await run("rollback sum 1")).toBe("nothing to publish");
    await run("remove sum");
    expect(await run("rollback sum 2")).toContain("new: sum, version 4 → 5: Much");
    await expect(run("rollback sum 4")).rejects.toThrow(
      'VERSION: found "4", expected one of those that sum has: 1, 2, 3, 5',
    );
  });
});

describe("rates", () => {
  const EUROS = "rates: { base: EUR, USD: 0.920, JPY: 0.0061, changes: [{ from: 2026-02-01, USD: 0.9, KWD: 3 }] }";
  const LATER = "rates: { base: EUR, USD: 0.93, changes: [{ from: 2026-02-01, KWD: 3 }] }";

  test("are published with the rules of their file, each as it is written there, and once", async () => {
    const { run, file, written } = onTopic();
    expect(await run(`publish ${file(SUM, EUROS)}`, { by: "anna" })).toContain(
      "new: rates, version 1: to EUR, from JPY, KWD, USD\na payment is gathered at most 1 time,",
    );
    const changes = [{ from: "2026-02-01", USD: "0.9", KWD: "3" }];
    expect(written()[1]).toEqual({
      ...{ id: "rates", version: 1, effectiveFrom: "always", by: "anna" },
      rates: { base: "EUR", USD: "0.920", JPY: "0.0061", changes },
    });
    expect(await run(`publish ${file(SUM, EUROS)}`)).toBe("nothing to publish\nunchanged: 1 rule and the rates");
  });

  test("that change are one more version, told rate by rate; a file without any leaves them", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM, EUROS)}`);
    const text = [
      "changed: rates, version 1 → 2",
      "  USD: 0.920 → 0.93",
      "  JPY: 0.0061 → none",
      "  USD from 2026-02-01: 0.9 → none",
      "unchanged: 1 rule",
      "in force from 2026-01-05T00:00:03.000Z on",
    ].join("\n");
    expect(await run(`diff ${file(SUM, LATER)}`)).toBe(text);
    expect(await run(`publish ${file(SUM, LATER)}`)).toBe(`${text}\npublished: 1 version at offset 2`);
    expect(written()[2]).toMatchObject({ id: "rates", version: 2, effectiveFrom: "2026-01-05T00:00:03.000Z" });
    expect(await run(`publish ${file(SUM)} --remove-missing`)).toBe(
      "nothing to publish\nunchanged: 1 rule\nnot in the file and left as they are (remove rates): the rates",
    );
  });

  test("to another base are refused: sums would be in both", async () => {
    const { run, file, records } = onTopic();
    await run(`publish ${file(SUM, EUROS)}`);
    await expect(run(`publish ${file(SUM, "rates: { base: USD, EUR: 1.1 }")}`)).rejects.toThrow(
      "rates: rates.base: found USD, expected EUR, which the first rates have: sums would be in both",
    );
    expect(records).toHaveLength(2);
  });

  test("may stand alone in a file, for who knows nothing of rules", async () => {
    const { run, file, written } = onTopic();
    await run(`publish ${file(SUM, MANY)}`);
    const alone = (text: string) => {
      const path = file();
      writeFileSync(path, text);
      return path;
    };
    expect(await run(`check ${alone(LATER)}`)).toMatch(
      /: 0 rules on 0 views, rates to EUR, from KWD, USD, no problems$/,
    );
    expect(await run(`publish ${alone(LATER)}`)).toMatch(
      /^new: rates, version 1: to EUR, from KWD, USD\n {2}payments of before .*\nin force from .*\npublished: 1 version at offset 2$/,
    );
    expect(written()[2]).toMatchObject({ id: "rates", version: 1 });
    expect(await run(`publish ${alone(LATER)}`)).toBe("nothing to publish\nunchanged: the rates");
    await expect(run(`publish ${alone(EUROS)} --remove-missing`)).rejects.toThrow("--remove-missing: found no rule in");
    await expect(run(`publish ${alone("rates: { USD: [] }")}`)).rejects.toThrow(
      /rates\.base: found nothing, expected a currency such as EUR\n.*rates\.USD: found \[\], expected a rate/,
    );
    await expect(run(`publish ${alone("rates: { base: EUR }\nruless: []")}`)).rejects.toThrow("ruless");
  });

  test("that come later say what becomes of payments before", async () => {
    const { run, file } = onTopic();
    await run(`publish ${file(SUM)}`);
    expect(await run(`publish ${file(SUM, "rates: { base: EUR }")}`)).toContain(
      "new: rates, version 1: to EUR\n  payments of before have no rate: where they say their currencies, they are dead",
    );
  });

  test("are listed, removed and brought back as rules are, and have a history", async () => {
    const { run, file, clock } = onTopic();
    await run(`publish ${file(SUM, EUROS)}`, { by: "anna" });
    clock.nowMs += 60_000;
    await run(`publish ${file(SUM, LATER)}`);
    expect(await run("list")).toBe(
      [
        "in force at 2026-01-05T00:01:00.000Z: 1 rule",
        "  sum version 1, always, live, medium, by anna: Much",
        "  rates version 1, always, by anna: to EUR, from JPY, KWD, USD",
        "scheduled",
        "  rates version 2, from 2026-01-05T00:01:03.000Z on: to EUR, from KWD, USD",
      ].join("\n"),
    );
    clock.nowMs += 60_000;
    expect(await run("remove rates")).toContain("removed: rates, version 2 → 3\n  no amount is converted then:");
    clock.nowMs += 60_000;
    expect(await run("list")).not.toContain("rates");
    expect(await run("rollback rates 1")).toContain("new: rates, version 3 → 4: to EUR, from JPY, KWD, USD");
    expect(await run("history rates")).toBe(
      [
        "rates: 4 versions",
        "version 4, from 2026-01-05T00:03:03.000Z on, published 2026-01-05T00:03:00.000Z",
        "  new: to EUR, from JPY, KWD, USD",
        "version 3, from 2026-01-05T00:02:03.000Z on, published 2026-01-05T00:02:00.000Z",
        "  removed",
        "version 2, from 2026-01-05T00:01:03.000Z on, published 2026-01-05T00:01:00.000Z",
        "  USD: 0.920 → 0.93",
        "  JPY: 0.0061 → none",
        "  USD from 2026-02-01: 0.9 → none",
        "version 1, always, published 2026-01-05T00:00:00.000Z by anna",
        "  new: to EUR, from JPY, KWD, USD",
      ].join("\n"),
    );
    const { history, putAside } = readHistory(await run("export"), { rules: [] }, 100);
    expect(putAside).toEqual([]);
    expect(history.rates?.rates.JPY).toEqual([
      { fromMs: 0, rate: "0.0061" },
      { fromMs: T0 + 63_000 },
      { fromMs: T0 + 183_000, rate: "0.0061" },
    ]);
  });
});

describe("export", () => {
  test("a replay of its lines puts aside what the topic's readers put aside, and finds the same versions", async () => {
    const { run, file, clock, put } = onTopic();
    await run(`publish ${file(SUM, MANY)}`);
    clock.nowMs += 60_000;
    const good = sumVersion(2, "2026-01-05T00:02:00Z");
    const before = [
      ...["", "no JSON", "null", '"a text"', "[1]"],
      `what\n${good}`,
      record({ ...JSON.parse(good), appended: "2026-01-05T00:00:00Z" }),
      sumVersion(2, "2026-01-05T00:01:01Z"),
      sumVersion(1, "2026-01-05T00:02:00Z"),
    ];
    put(...before, JSON.stringify(JSON.parse(good), undefined, 2));
    const lines = (await run("export")).split("\n");
    const { history, putAside } = readHistory(lines.join("\n"), { rules: [] }, 100);
    expect(lines).toHaveLength(3 + before.length);
    expect(putAside.map(({ line }) => line)).toEqual(before.map((_, i) => i + 3));
    expect(history.versions.map(({ id, version }) => `${id} ${version}`)).toEqual(["sum 1", "many 1", "sum 2"]);
  });
});
