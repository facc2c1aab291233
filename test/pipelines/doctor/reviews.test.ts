import { checkReviews } from "../../../pipelines/doctor/checkReviews";
import { findingLine } from "../../../pipelines/doctor/finding";
import { decided } from "../../reviews/decided";

/** What the doctor finds on a topic with these records. */
async function tell(...texts: string[]): Promise<string[]> {
  const records = texts.map((text, i) => ({ offset: BigInt(i), appendedMs: i, text }));
  return (await checkReviews({ name: "fraud-reviews", read: async () => records }, 1_000)).map(findingLine);
}

test("decisions are counted, and the alerts that they are about", async () => {
  expect(await tell()).toEqual(["ok    reviews            0 decisions about 0 alerts on fraud-reviews"]);
  const decisions = [decided("first", "take"), decided("second", "confirm", { after: "first---" })];
  expect(await tell(...decisions, decided("third", "dismiss"))).toEqual([
    "ok    reviews            2 decisions about 1 alert on fraud-reviews",
  ]);
});

test("records that are no decisions are told, with what is wrong with the last one", async () => {
  expect(await tell("no JSON", decided("first", "take"), "{}\u001b[2J")).toEqual([
    "ok    reviews            1 decision about 1 alert on fraud-reviews",
    expect.stringMatching(
      /^warn +reviews +2 records on fraud-reviews passed over, the last at offset 2: expected a decision as JSON: [ -~]*$/,
    ),
  ]);
});

test("a topic that may not be read fails, with what it takes", async () => {
  const read = () => Promise.reject(new Error("Not authorized to access topics"));
  expect(await checkReviews({ name: "fraud-reviews", read }, 1_000)).toMatchObject([
    { level: "FAIL", text: "fraud-reviews: Not authorized to access topics", advice: expect.stringContaining("READ") },
  ]);
});
