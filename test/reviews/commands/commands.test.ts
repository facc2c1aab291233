import { readReviews as readBacktestReviews } from "../../../pipelines/backtest/labels/reviews";
import { COMMANDS } from "../../../reviews/commands/commands";
import { readReviews } from "../../../reviews/readReviews";
import { decided } from "../decided";

const T0 = Date.UTC(2026, 0, 5);
const SECOND_MS = 1_000;

/** A topic whose records came to lie there a second apart, and the commands on it as somebody types them. */
function onTopic(...texts: string[]) {
  const records = texts.map((text, i) => ({ offset: BigInt(i), appendedMs: T0 + (i + 1) * SECOND_MS, text }));
  return (line: string) => {
    const [name, ...words] = line.split(" ");
    return COMMANDS[name].run({ words, topic: "fraud-reviews", reviews: readReviews(records) });
  };
}

const raisedAt = (raisedMs: number) => ({ upon: { raisedMs } });

describe("export", () => {
  test("what is confirmed or dismissed now is a line each, in the order in which it was decided", () => {
    const run = onTopic(
      decided("first", "take", { alert: "b" }),
      decided("second", "dismiss", { alert: "a", note: "salaries\nof May" }),
      decided("third", "confirm", { alert: "b", after: "first---", by: "ben" }),
      decided("fourth", "escalate", { alert: "c" }),
    );
    expect(run("export")).toEqual({
      text: [
        '{"alert":"a","outcome":"dismissed","by":"ana","at":"2026-01-05T00:00:02.000Z","rule":"sum","version":2,"note":"salaries\\nof May"}',
        '{"alert":"b","outcome":"confirmed","by":"ben","at":"2026-01-05T00:00:03.000Z","rule":"sum","version":2}',
      ].join("\n"),
      word: "fraud-reviews: 2 alerts: 1 confirmed, 1 dismissed, by 4 decisions, 0 late, 0 refused, 0 malformed",
    });
  });

  test("of two at once the first is exported; what was late, refused or is none is told", () => {
    const run = onTopic(
      decided("first", "confirm"),
      decided("second", "dismiss"),
      decided("first", "confirm"),
      decided("third", "take", { after: "first---" }),
      "no JSON",
    );
    const { text, word } = run("export");
    expect(JSON.parse(text)).toMatchObject({ alert: "alert-1", outcome: "confirmed" });
    expect(word).toMatch(/1 alert: 1 confirmed, 0 dismissed, by 1 decision, 1 late, 1 refused, 1 malformed$/);
  });

  test("an alert of the options has no rule, and one that was replaced goes by the id that it had when it was decided", () => {
    const upon = { id: "longer", rule: undefined, version: undefined };
    const { text } = onTopic(
      decided("first", "take"),
      decided("second", "confirm", { after: "first---", upon }),
    )("export");
    expect(JSON.parse(text)).toEqual({
      ...{ alert: "longer", outcome: "confirmed", by: "ana", at: "2026-01-05T00:00:02.000Z" },
    });
  });

  test("the backtest reads it", () => {
    const run = onTopic(decided("first", "confirm", { alert: "a" }), decided("second", "dismiss", { alert: "b" }));
    expect(readBacktestReviews(run("export").text, "reviews.jsonl")).toEqual(
      new Map([
        ["a", "confirmed"],
        ["b", "dismissed"],
      ]),
    );
  });

  test("of an empty topic there is nothing", () => {
    expect(onTopic()("export")).toEqual({
      text: "",
      word: "fraud-reviews: 0 alerts: 0 confirmed, 0 dismissed, by 0 decisions, 0 late, 0 refused, 0 malformed",
    });
  });
});

describe("list", () => {
  test("each version of a rule has its figures, by name and number, and there is a sum", () => {
    const run = onTopic(
      decided("first", "confirm", { alert: "a", ...raisedAt(T0) }),
      decided("second", "confirm", { alert: "b", ...raisedAt(T0 - 88 * SECOND_MS) }),
      decided("third", "dismiss", { alert: "c", ...raisedAt(T0) }),
      decided("fourth", "dismiss", { alert: "d", upon: { version: 10, raisedMs: T0 } }),
      decided("fifth", "confirm", { alert: "e", upon: { rule: undefined, version: undefined, raisedMs: T0 } }),
      decided("sixth", "confirm", { alert: "f", upon: { rule: "many", version: 1, raisedMs: T0 } }),
    );
    expect(run("list").text).toBe(
      [
        "rule                      version  confirmed  dismissed  precision  median time to decide",
        "(the one of the options)                   1          0      100 %                     5s",
        "many                            1          1          0      100 %                     6s",
        "sum                             2          2          1       67 %                     3s",
        "sum                            10          0          1        0 %                     4s",
        "all                                        4          2       67 %                     5s",
        "fraud-reviews: 6 decisions, 0 late, 0 refused, 0 malformed",
      ].join("\n"),
    );
  });

  test("where nothing is decided it says so, and tells records that are no decisions with what is wrong", () => {
    expect(onTopic()("list").text).toBe(
      "no alert is confirmed or dismissed\nfraud-reviews: 0 decisions, 0 late, 0 refused, 0 malformed",
    );
    expect(onTopic("{}", decided("first", "take"))("list").text).toMatch(
      /^no alert .*\n.*1 decision, 0 late, 0 refused, 1 malformed\n {2}offset 0, 2026-01-05T00:00:01.000Z: id: /,
    );
  });
});

describe("history", () => {
  test("all about an alert is told, the newest first: what counted, what was taken back, late or refused", () => {
    const run = onTopic(
      decided("first", "snooze", { note: "known\u001b[2J", untilMs: T0, upon: { count: 1 } }),
      decided("second", "confirm", { after: "first---" }),
      decided("third", "dismiss", { after: "first---", by: "ben" }),
      decided("fourth", "undo", { after: "second--", by: "ben" }),
      decided("fifth", "undo", { after: "second--" }),
      decided("other", "confirm", { alert: "alert-2" }),
    );
    const seen = "upon revision 3, 4 payments, total 12000";
    expect(run("history alert-1").text).toBe(
      [
        "alert-1: open, 5 records",
        `2026-01-05T00:00:05.000Z undo by ana\n  ${seen}, offset 4`,
        `2026-01-05T00:00:04.000Z undo by ben, refused: ana decided it, and nobody else can take it back\n  ${seen}, offset 3`,
        `2026-01-05T00:00:03.000Z dismiss by ben, late: ana was first (confirm)\n  ${seen}, offset 2`,
        `2026-01-05T00:00:02.000Z confirm by ana, taken back\n  ${seen}, offset 1`,
        "2026-01-05T00:00:01.000Z snooze until 2026-01-05T00:00:00.000Z by ana\n  upon revision 3, 1 payment, total 12000, offset 0",
        "  note: known\\u001b[2J",
      ].join("\n"),
    );
  });

  test("an alert that was replaced is found by either id, one that nobody decided about is told", () => {
    const run = onTopic(
      decided("first", "take"),
      decided("second", "confirm", { after: "first---", upon: { id: "longer" } }),
    );
    expect(run("history longer").text).toMatch(/^alert-1: confirmed, 2 records\n/);
    expect(() => run("history nothing")).toThrow(
      'ALERT: found "nothing", about which nothing was decided on fraud-reviews',
    );
  });
});
