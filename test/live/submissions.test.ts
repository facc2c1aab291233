import type { Stack } from "../../stack/createStack";
import { alertsFlow, createJudge, JOB } from "./support/exactly";
import { collectGarbage, figuresOf, metaspaceMb, type ProcessFigures } from "./support/figures";
import { cancelJob, submit } from "./support/job";
import { backlog } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";

const FULL = process.env.LIVE_TESTS === "full";
/** Flink and the pool run for months; jobs come and go. In full some 15 minutes. */
const SUBMISSIONS = FULL ? 50 : 6;
/** The first ones load classes and fill caches. */
const WARM_AFTER = FULL ? 10 : 3;
const EVERY = FULL ? 5 : 3;
const IN_JAVA = ["taskmanager-1", "jobmanager", "job-server"];
const PARTS = [...IN_JAVA, "worker-pool"];

describe(`${SUBMISSIONS} submissions, one after the other`, () => {
  let stack: Stack;
  let topics: Topics;

  beforeAll(async () => {
    stack = createTestStack();
    await stack.up();
    topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  });
  afterAll(() => removeTestStack(stack));

  interface Row {
    after: number;
    metaspaceMb: number;
    parts: ProcessFigures[];
  }

  async function measure(after: number): Promise<Row> {
    for (const part of IN_JAVA) await collectGarbage(stack, part);
    // Workers, connections and files of the last job go some seconds after it.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    return {
      after,
      metaspaceMb: await metaspaceMb(stack),
      parts: await Promise.all(PARTS.map((part) => figuresOf(stack, part))),
    };
  }

  function show(rows: Row[]): void {
    const line = ({ residentMb, threads, openFiles, children }: ProcessFigures) =>
      `${residentMb} MB, ${threads} threads, ${openFiles} files, ${children} children`;
    console.table(
      rows.map(({ after, metaspaceMb, parts }) => ({
        after,
        metaspaceMb,
        ...Object.fromEntries(parts.map((figures, index) => [PARTS[index], line(figures)])),
      })),
    );
  }

  test("leave nothing behind in TaskManager, JobManager, job server and pool", async () => {
    const names = await topics.create("submissions");
    const sent = backlog({ seed: 50, count: 5_000 });
    await topics.send(names.transactions, sent);
    const rows: Row[] = [];
    for (let submission = 1; submission <= SUBMISSIONS; submission++) {
      const before = [...(await topics.ends(names.fraud)).values()].reduce((sum, end) => sum + end, 0n);
      const id = await submit(stack.settings, names, JOB);
      // It reads all anew, and so has had workers, sources, state and sinks.
      await alertsFlow(topics, names.fraud, before + 100n);
      await cancelJob(stack.settings, id);
      if (submission % EVERY === 0) rows.push(await measure(submission));
    }
    show(rows);
    const warm = rows.find(({ after }) => after >= WARM_AFTER) as Row;
    const last = rows[rows.length - 1];
    expect(last.metaspaceMb - warm.metaspaceMb).toBeLessThan(10);
    for (const [index, part] of PARTS.entries()) {
      const grown = (name: keyof ProcessFigures) => last.parts[index][name] - warm.parts[index][name];
      expect({ part, threads: grown("threads") < 15, openFiles: grown("openFiles") < 15 }).toEqual({
        part,
        threads: true,
        openFiles: true,
      });
    }
    expect(last.parts[PARTS.indexOf("worker-pool")]).toMatchObject({ children: 0 });
    const id = await submit(stack.settings, names, JOB);
    const verdict = await createJudge(
      topics,
      [],
    )({
      name: "the one after",
      fraud: names.fraud,
      lines: sent.map(({ value }) => String(value)),
    });
    expect(isExact(verdict)).toBe(true);
    await cancelJob(stack.settings, id);
  }, 3_600_000);
});
