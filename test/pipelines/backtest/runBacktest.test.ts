import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { runBacktest } from "../../../pipelines/backtest/runBacktest";
import { terminalText } from "../../../pipelines/backtest/terminalText";
import { at, tx } from "../../transforms/payments";
import { fileOf, folder, optionsOf, RULES } from "./archive";

const dir = folder();
const parts = [tx("a", "b", 6_000, at(0)), tx("a", "b", 5_000, at(6))];
const hidden = [tx("c", "d", 900, at(10))];
const gathered = ["p", "q", "r"].map((payer, i) => tx(payer, "shop", 4_000, at(2_000 + i)));
const all = [...parts, ...hidden, ...gathered];

let archive: string;
let rules: string;
let truth: string;
beforeAll(() => {
  archive = fileOf(dir, "payments.txt", [...all, "no payment"]);
  rules = join(dir, "rules.yaml");
  writeFileSync(rules, RULES);
  truth = fileOf(dir, "truth.csv", [
    "time,origin,target,kind,honest",
    "2026-03-02T09:00:00Z,a,b,parts,",
    "2026-03-02T09:06:00Z,a,b,parts,",
    "2026-03-02T09:10:00Z,c,d,hidden,",
  ]);
});

const run = (...more: string[]) => runBacktest(optionsOf("--input", archive, "--rules", rules, ...more));
const json = (lines: object[]) => lines.map((line) => JSON.stringify(line));

describe("labels", () => {
  test("of a CSV are found by time and accounts, what they do not name has no label", async () => {
    const { tried, labels, notes, sentence } = await run("--truth", truth);
    expect(labels).toMatchObject({ schemes: 2, payments: 3, kinds: { parts: 1, hidden: 1 }, complete: false });
    expect(tried.all).toMatchObject({
      alerts: { count: 3, scheme: 2, honest: 0, unlabelled: 1, precision: 1 },
      schemes: { of: 2, found: 1 },
      amount: "23000",
    });
    expect(tried.missed.largest).toEqual([
      {
        id: "hidden-2",
        kind: "hidden",
        total: "900",
        count: 1,
        payments: [{ timestamp: "2026-03-02T09:10:00.000Z", origin: "c", target: "d", amount: "900" }],
      },
    ]);
    expect(notes).toContain("No payments: 1 line of the archive (1 field-count).");
    expect(sentence).toBe(
      "3 rules: 1.5 alerts a day find 1 of 2 schemes; 100 % of those with a label are about a scheme.",
    );
  });

  test("of a CSV are found by the number of the payment's line, or by that line", async () => {
    const named = fileOf(dir, "lines.csv", [
      "payment,kind,scheme,honest",
      "1,parts,s1,",
      "2026-03-02T09:06:00.000Z;a;b;5000,parts,s1,",
      "4,rent,r1,true",
    ]);
    const { tried, labels } = await run("--truth", named);
    expect(labels).toMatchObject({ schemes: 1, payments: 2 });
    expect(tried.all.alerts).toMatchObject({ count: 3, scheme: 2, honest: 1, unlabelled: 0 });
  });

  test("are found by the ids of payments, where the archive has ids", async () => {
    const record = ({ timestampMs, origin, target, amountCents }: (typeof all)[number], i: number) =>
      JSON.stringify({ id: `p-${i}`, at: timestampMs, origin, target, cents: amountCents });
    const inJson = fileOf(dir, "payments.jsonl", all.map(record));
    const fields = ["id=/id", "timestamp=/at:epoch-ms", "amount=/cents:cents", "origin=/origin", "target=/target"];
    const format = ["--format", "json", ...fields.flatMap((field) => ["--field", field])];
    const byId = (truth: string) => run("--input", inJson, ...format, "--truth", truth);
    const rows = ["id,kind,scheme,honest", "p-0,parts,s1,", "p-1,parts,s1,", "p-2,hidden,s2,", "p-3,rent,r1,true"];
    const { tried, labels } = await byId(fileOf(dir, "ids.csv", rows));
    expect(labels).toMatchObject({ schemes: 2, payments: 3 });
    expect(tried.all.alerts).toMatchObject({ count: 3, scheme: 2, honest: 1, unlabelled: 0 });
    const lines = json([
      { id: "s1", kind: "parts", transactions: [{ id: "p-0" }, { id: "p-1" }] },
      { id: "s2", kind: "hidden", transactions: [{ id: "p-2", amount: 900 }] },
    ]);
    expect((await byId(fileOf(dir, "ids.jsonl", lines))).tried.all).toEqual(tried.all);
    await expect(run("--truth", fileOf(dir, "ids.csv", rows))).rejects.toThrow(
      /--truth: .*ids\.csv names payments by id, expected --field id=/,
    );
  });

  test("in the generator's form tell of everything, unless told otherwise", async () => {
    const transactions = [{ timestamp: "2026-03-02T09:00:00.000Z", origin: "a", target: "b", amount: "6000" }];
    const lines = fileOf(
      dir,
      "truth.jsonl",
      json([{ id: "s-1", kind: "parts", expected: ["parts"], honest: false, transactions }]),
    );
    const whole = await run("--truth", lines);
    expect(whole.tried.all.alerts).toMatchObject({ scheme: 2, honest: 1, unlabelled: 0 });
    expect(whole.tried.rules.map(({ schemes, wanted }) => [schemes.of, wanted])).toEqual([
      [1, "expected"],
      [1, "all"],
      [1, "all"],
    ]);
    expect((await run("--truth", lines, "--labels", "partial")).tried.all.alerts).toMatchObject({
      honest: 0,
      unlabelled: 1,
    });
  });

  test("of reviews: a confirmed alert is a scheme to all rules, a dismissed one is honest to its own", async () => {
    const { tried } = await run();
    const ids = new Map((await run("--against", rules)).tried.rules.map(({ rule, worst }) => [rule, worst[0]?.id]));
    expect(tried.all.alerts).toMatchObject({ count: 3, unlabelled: 3 });
    const reviews = fileOf(
      dir,
      "reviews.jsonl",
      json([
        { alert: ids.get("parts"), state: "closed", outcome: "dismissed", by: "x" },
        { alert: ids.get("parts"), state: "closed", outcome: "confirmed", by: "y" },
        { alert: ids.get("payers"), state: "closed", outcome: "dismissed" },
        { alert: "of another run", state: "closed", outcome: "confirmed" },
        { alert: "open", state: "open", outcome: null },
      ]),
    );
    const reviewed = await run("--reviews", reviews);
    expect(reviewed.tried.all).toMatchObject({
      alerts: { scheme: 2, honest: 1, unlabelled: 0 },
      schemes: { of: 1, found: 1 },
    });
    expect(reviewed.notes).toEqual(
      expect.arrayContaining([
        "Left out: 1 review of alerts that this run does not raise.",
        "Left out: 1 review whose outcome is neither confirmed nor dismissed.",
      ]),
    );
  });
});

describe("two rule sets", () => {
  test("are told apart by alert, payment and scheme, in a sentence to be read aloud", async () => {
    const today = join(dir, "today.yaml");
    writeFileSync(today, RULES.replace("limit: 10000", "limit: 11500"));
    const { change } = await run("--against", today, "--truth", truth);
    expect(change?.sentence).toBe("Compared with today.yaml, rules.yaml finds 1 more scheme for 1 more alert a day.");
    expect([change?.gained.count, change?.lost.count, change?.changed.count, change?.same]).toEqual([2, 0, 0, 1]);
    expect(change?.gained.examples.map(({ rule, label, schemes }) => [rule, label, schemes])).toEqual([
      ["twice", "scheme", ["parts-1"]],
      ["parts", "scheme", ["parts-1"]],
    ]);
    expect(change?.payments).toEqual({
      gained: { count: 2, amount: "11000" },
      lost: { count: 0, amount: "0" },
      same: 3,
    });
    expect(change?.schemes.gained.map(({ id }) => id)).toEqual(["parts-1"]);
  });
});

describe("what a person should know is told in a line", () => {
  test("a rule that never fires, days that are few, no labels", async () => {
    const none = join(dir, "none.yaml");
    writeFileSync(none, RULES.replace("payers >= 3", "payers >= 30"));
    const { notes } = await runBacktest(optionsOf("--input", archive, "--rules", none));
    expect(notes).toContain("Rule payers never fired: its condition held in no window of this archive.");
    expect(notes).toContain("No labels were given: precision and recall are not known.");
    expect(notes.find((note) => note.startsWith("The archive has 2 days"))).toBeDefined();
  });

  test.each([
    [
      "a truth that matches nothing",
      ["time,origin,target,kind", "2020-01-01T00:00:00Z,a,b,parts"],
      /--truth: found no payment of the 1 schemes of .*, expected the truth about that archive/,
    ],
    ["an empty truth", ["time,origin,target,kind"], /--truth: found no scheme in /],
    [
      "a column that is none",
      ["time,origin,target,kynd"].concat("2020-01-01T00:00:00Z,a,b,parts"),
      /found a column "kynd", expected payment, id, time/,
    ],
    [
      "a time that is none",
      ["time,origin,target,kind", "noon,a,b,parts"],
      /truth\.csv:2: time: found "noon", expected a time/,
    ],
    [
      "a payment that is none",
      ["payment,kind", "x,parts"],
      /truth\.csv:2: payment: found "x", expected the number of its line/,
    ],
    [
      "a payment without a name",
      ["id,kind", ",parts"],
      /truth\.csv:2: found no name of a payment, expected one in the column payment or id/,
    ],
    ["a line with too few fields", ["payment,kind", "1"], /--truth: .*truth\.csv: Invalid Record Length/],
  ])("%s ends the run", async (_, lines, problem) => {
    await expect(run("--truth", fileOf(folder(), "truth.csv", lines))).rejects.toThrow(problem);
  });

  test.each([
    ["no JSON", "{", /truth\.jsonl:1: found "{", expected a line of JSON/],
    ["no payments", '{"kind":"x"}', /truth\.jsonl:1: transactions: expected a list of payments/],
    [
      "a bad amount",
      '{"kind":"x","transactions":[{"timestamp":"2026-03-02T09:00:00Z","origin":"a","target":"b","amount":"-1"}]}',
      /truth\.jsonl:1: transactions\.0\.amount: expected a decimal amount/,
    ],
    [
      "an id that is no text",
      '{"kind":"x","transactions":[{"id":7}]}',
      /truth\.jsonl:1: transactions\.0\.id: expected an id as text/,
    ],
  ])("a truth of JSON lines with %s ends the run", async (_, line, problem) => {
    await expect(run("--truth", fileOf(folder(), "truth.jsonl", [line]))).rejects.toThrow(problem);
  });

  test("an empty archive, one without order, one that is not there, and reviews that are none end the run", async () => {
    const at = (lines: Parameters<typeof fileOf>[2], ...more: string[]) =>
      runBacktest(optionsOf("--input", fileOf(folder(), "p.txt", lines), ...more));
    await expect(at([])).rejects.toThrow(
      /--input: found no payment in .*, expected lines timestamp;origin;target;amount/,
    );
    await expect(at([...all].reverse())).rejects.toThrow(
      /is not in order of time: a payment lies 1d9h22m behind|is not in order of time/,
    );
    await expect(at([...all].reverse(), "--disorder", "3d")).resolves.toMatchObject({ archive: { payments: 6 } });
    await expect(run("--reader-schema", rules)).rejects.toThrow("--reader-schema: only with --from-topic");
    await expect(runBacktest(optionsOf("--input", join(dir, "nowhere")))).rejects.toThrow(/--input: cannot read/);
    await expect(run("--reviews", fileOf(folder(), "r.jsonl", ['{"outcome":"confirmed"}']))).rejects.toThrow(
      /r\.jsonl:1: alert: expected the id of an alert/,
    );
  });
});

test("a seeded run is the same byte for byte", async () => {
  const text = async () =>
    JSON.stringify(await run("--truth", truth, "--sweep", "parts.limit=5000..12000/1000", "--seed", "7"));
  expect(await text()).toBe(await text());
});

test("the terminal shows rules, kinds, sweeps with the present setting marked, and what to read aloud", async () => {
  const shown = terminalText(await run("--truth", truth, "--sweep", "parts.limit=5000..12000/5000"));
  expect(shown).toMatch(/^parts +1 +0\.5 +1 +0 +0 +100 %/m);
  expect(shown).toMatch(/^hidden +1 +0 +0 %$/m);
  expect(shown).toMatch(/^10000 +1 .*<- as it is$/m);
  expect(shown).toContain("3 rules: 1.5 alerts a day find 1 of 2 schemes");
});
