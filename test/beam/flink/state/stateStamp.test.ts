import { findStamp, misfit, type StateStamp, stampText } from "../../../../beam/flink/state/stateStamp";

const stamp = (options: Record<string, string>): StateStamp => ({ job: "fraud", options });

describe("the stamp of a state", () => {
  test("is plain ASCII, whatever the job is called: Java would write other characters as other bytes", () => {
    const text = stampText({ job: "jöb <€>", options: { gap: "10m" } });
    expect(text).toMatch(/^<beam-ts:state [ -~]*>$/);
    expect(findStamp(Buffer.from(text))).toEqual({ job: "jöb <€>", options: { gap: "10m" } });
  });

  test("fits when the options are the same", () => {
    expect(misfit(stamp({ key: "pair", gap: "10m" }), stamp({ gap: "10m", key: "pair" }))).toBeUndefined();
  });

  test("that does not fit is told with the options on both sides", () => {
    expect(misfit(stamp({ key: "pair", gap: "10m" }), stamp({ key: "origin", gap: "10m" }))).toBe(
      "the state is of a job with --key pair, this one has --key origin",
    );
  });

  test("does not fit where an option is on one side only", () => {
    expect(misfit(stamp({ gap: "10m" }), stamp({ "window-size": "1h" }))).toBe(
      "the state is of a job with --gap 10m, --window-size ?, this one has --gap ?, --window-size 1h",
    );
  });
});
