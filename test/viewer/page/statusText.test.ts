import { statusText } from "../../../viewer/page/alert/statusText.js";
import { alertOf, revised } from "../alerts";
import { ruleAlertOf, withdrawn } from "../ruleAlerts";

const early = { timing: "EARLY", final: false, revision: 0 } as const;

test("an early alert is open while payments may come into its window, and then said to have ended", () => {
  expect(statusText(alertOf(), true)).toContain("still open");
  expect(statusText(alertOf(), false)).toMatch(/has ended; no final sum has come yet/);
  const ofRule = ruleAlertOf("pair", { overrides: early });
  expect(statusText(ofRule, true)).toContain("still open");
  expect(statusText(ofRule, false)).toMatch(/has ended; nothing final has come yet/);
});

test("what is final or withdrawn says so, whenever", () => {
  for (const isOpen of [true, false]) {
    expect(statusText(revised(alertOf()), isOpen)).toContain("this is its whole sum");
    expect(statusText(withdrawn(ruleAlertOf("pair", { overrides: early })), isOpen)).toMatch(/^Withdrawn/);
  }
});
