import { summarize } from "../../../viewer/alertSummary";
import { exactly, isActive, passes } from "../../../viewer/page/list/filter.js";
import { alertOf } from "../alerts";

const NOTHING = { account: "", timing: "", rule: "", severity: "" };

test("a part of a name finds all that hold it, the whole name one account", () => {
  const alerts = ["ACC-1", "acc-1", "ACC-12", "XACC-1"].map((origin) => summarize(alertOf({ origin })));
  const found = (filter: object) => alerts.filter((alert) => passes(alert, { ...NOTHING, ...filter })).length;
  expect(found({ account: "acc-1" })).toBe(4);
  expect(found({ accountIs: "ACC-1" })).toBe(1);
  expect(isActive({ ...NOTHING, accountIs: "ACC-1" })).toBe(true);
  expect(exactly("ACC-1")).toBe('"ACC-1"');
});
