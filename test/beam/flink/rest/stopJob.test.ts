import { cancelJob, stopWithSavepoint } from "../../../../beam/flink/rest/stopJob";
import { createFakeFlink } from "./fakeFlink";

const running = () => [{ id: "a", name: "fraud", state: "RUNNING" }];

describe("ending a job", () => {
  test("cancels it and waits until it has ended", async () => {
    const jobs = running();
    const { rest, calls } = createFakeFlink(jobs);
    await cancelJob(rest, "a");
    expect(calls).toEqual(["PATCH /jobs/a?mode=cancel"]);
    expect(jobs[0].state).toBe("CANCELED");
  });

  test("with a savepoint: the one that cancels, since Flink's stop ends the source first", async () => {
    const { rest, calls } = createFakeFlink(running());
    expect(await stopWithSavepoint(rest, "a", "file:///s", false)).toBe("savepoint-of-a");
    expect(calls).toEqual([
      'POST /jobs/a/savepoints {"target-directory":"file:///s","cancel-job":true,"formatType":"CANONICAL"}',
    ]);
  });

  test("with a savepoint that ends all windows: Flink's stop", async () => {
    const { rest, calls } = createFakeFlink(running());
    expect(await stopWithSavepoint(rest, "a", "file:///s", true)).toBe("savepoint-of-a");
    expect(calls).toEqual(['POST /jobs/a/stop {"targetDirectory":"file:///s","drain":true,"formatType":"CANONICAL"}']);
  });

  test("a savepoint that cannot be written leaves the job running, in one line", async () => {
    const jobs = running();
    const { rest } = createFakeFlink(jobs, "no space left");
    await expect(stopWithSavepoint(rest, "a", "file:///s", false)).rejects.toThrow(
      "no savepoint was written and job a still runs: IOException: no space left",
    );
    expect(jobs[0].state).toBe("RUNNING");
  });

  test("a job that Flink does not know, or that has ended, is told as such", async () => {
    const { rest } = createFakeFlink([{ id: "b", name: "fraud", state: "FAILED" }]);
    await expect(cancelJob(rest, "a")).rejects.toThrow("ID: Flink knows no job a");
    await expect(cancelJob(rest, "b")).rejects.toThrow("Flink refuses to end job b: job has ended");
  });
});
