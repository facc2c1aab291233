import { foundText } from "../../../viewer/page/list/foundText.js";

const none = { isFiltered: false, hidden: { shadow: 0, putOff: 0 }, fresh: 0 };

test.each([
  [12, { ...none, all: 12 }, "12 alerts"],
  [1, { ...none, all: 1 }, "1 alert"],
  [3, { ...none, all: 1_200, isFiltered: true }, "3 of 1,200 alerts"],
  [
    9,
    { all: 9, isFiltered: false, hidden: { shadow: 2, putOff: 1_000 }, fresh: 4 },
    "9 alerts, 2 shadow hidden, 1,000 put off hidden, 4 new since last visit",
  ],
])("%d shown: %j", (shown, others, text) => {
  expect(foundText(shown, others)).toBe(text);
});
