import { alertText } from "../../transforms/alertText";
import { createAlertPrinter } from "../../viewer/alertPrinter";
import { alertOf, revised, START_MS } from "./alerts";

function printer(format: "text" | "json" = "text", remembered?: number) {
  const written: string[] = [];
  return { written, ...createAlertPrinter(format, (text) => written.push(text), remembered) };
}

const early = alertOf();

test("a new alert is printed exactly in its text form", () => {
  const { print, written } = printer();
  print(early);
  expect(written).toEqual([`${alertText(early)}\n`]);
});

test("a final revision that says nothing new is not printed", () => {
  const { print, written } = printer();
  expect([early, early, revised(early)].map(print)).toEqual([true, false, false]);
  expect(written).toHaveLength(1);
});

test("a revision with more payments is printed again under a line that marks it", () => {
  const { print, written } = printer();
  const grown = revised(early, { count: 3, totalAmount: "30000" });
  const late = revised(grown, { timing: "LATE", count: 4, totalAmount: "31000" });
  for (const alert of [early, grown, late, grown]) print(alert);
  expect(written.slice(1)).toEqual([
    `Update of alert ${early.id}, revision 1, before: 2 payments, total 23597:\n${alertText(grown)}\n`,
    `Correction (LATE) of alert ${early.id}, revision 2, before: 3 payments, total 30000:\n${alertText(late)}\n`,
  ]);
});

test("an alert that replaces printed ones names them", () => {
  const { print, written } = printer();
  print(early);
  print(alertOf({ startMs: START_MS - 60_000, overrides: { supersedes: [early.id, "unseen"] } }));
  expect(written[1]).toMatch(new RegExp(`^Replaces alert ${early.id}:\nDetected Fraud`));
});

test("what an earlier run has printed is not printed again", () => {
  const { print, skip, written } = printer();
  skip(early);
  print(revised(early));
  expect(written).toEqual([]);
});

test("as JSON every newer revision is one line", () => {
  const { print, written } = printer("json");
  for (const alert of [early, early, revised(early)]) print(alert);
  expect(written.map((line) => JSON.parse(line))).toEqual([early, revised(early)]);
});

test("the printer forgets the oldest when it has to remember too many", () => {
  const { print, written } = printer("text", 2);
  const alerts = [0, 1, 2].map((hour) => alertOf({ startMs: START_MS + hour * 3_600_000 }));
  for (const alert of [...alerts, alerts[0], alerts[2]]) print(alert);
  expect(written).toHaveLength(4);
});

test("an account cannot forge a log line or steer the terminal", () => {
  const { print, written } = printer();
  print(alertOf({ origin: "a\nDetected Fraud: \u001b[2J", target: "\u202eevil\u2028" }));
  expect(written[0].trimEnd().split("\n")).toHaveLength(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
  expect(written[0]).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
});

test("as JSON an account cannot steer the terminal either, and the document stays the same", () => {
  const { print, written } = printer("json");
  const hostile = alertOf({ origin: "\u009b31m\u202e", target: "\u{e0041}" });
  print(hostile);
  expect(written[0].trimEnd()).toMatch(/^[ -~]+$/);
  expect(JSON.parse(written[0])).toEqual(hostile);
});
