import fc from "fast-check";
import { keepOnce } from "../../../pipelines/keeper/keepOnce";
import type { Wanted } from "../../../pipelines/keeper/observed";
import { type Deed, FAULTS, type Fault, SimulatedFlink } from "./simulatedFlink";

const wanted = (name: string, generation: number, changes: Partial<Wanted> = {}): Wanted => ({
  name,
  generation,
  options: { key: "pair" },
  otherState: "refuse",
  ...changes,
});

type Event = { turn: number } | { fault: Fault };

/** Keepers over one Flink; a script says whose call is answered next and what breaks between. */
class Play {
  private waiting: (() => void)[] = [];
  readonly flink = new SimulatedFlink(() => new Promise((resolve) => this.waiting.push(resolve)));

  constructor(keepers: Wanted[]) {
    for (const each of keepers) this.keep(each);
  }

  private async keep(each: Wanted): Promise<void> {
    const cluster = this.flink.cluster();
    for (;;)
      await keepOnce(
        cluster,
        () => each,
        () => {},
      ).catch(() => {});
  }

  async turn(which: number): Promise<void> {
    const [next] = this.waiting.splice(which % Math.max(1, this.waiting.length), 1);
    next?.();
    // Until each keeper waits for its turn again.
    for (let tick = 0; tick < 20; tick++) await Promise.resolve();
  }

  async run(events: Event[]): Promise<void> {
    for (const event of events) {
      if ("turn" in event) await this.turn(event.turn);
      else this.flink.fault(event.fault);
    }
  }

  /** Nothing breaks any more, and everybody has his turns; jobs come up and save their state. */
  async calm(turns: number): Promise<Deed[]> {
    const before = this.flink.deeds.length;
    for (let turn = 0; turn < turns; turn++) {
      this.flink.heal();
      await this.turn(turn % 2);
    }
    return this.flink.deeds.slice(before);
  }
}

const event = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 3 }).map((turn): Event => ({ turn })) },
  { weight: 1, arbitrary: fc.constantFrom(...FAULTS).map((fault): Event => ({ fault })) },
);
const script = fc.array(event, { maxLength: 120 });

/** Without a state where there is one, or from another than the newest. */
function startsFromOlderState({ deeds }: SimulatedFlink): Deed[] {
  return deeds.filter(({ what, from, newest }) => what === "start" && from !== newest);
}

const STRANGER = {
  id: "theirs",
  name: "someone-elses",
  phase: "running" as const,
  failed: false,
  startedAtMs: 1,
  visibleAt: 0,
  generation: 0,
};

async function play(keepers: Wanted[], events: Event[]): Promise<Play> {
  const played = new Play(keepers);
  played.flink.jobs.push({ ...STRANGER });
  await played.turn(0);
  await played.run(events);
  return played;
}

describe("whatever breaks, in whatever order keepers see and act", () => {
  test("one keeper comes to exactly one job, always from the newest state", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (events) => {
        const played = await play([wanted("ours-a", 5)], events);
        await played.calm(120);
        expect(played.flink.alive().map(({ name, phase }) => [name, phase])).toEqual([["ours-a", "running"]]);
        expect(await played.calm(60)).toEqual([]);
        expect(startsFromOlderState(played.flink)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("two keepers of the same job come to exactly one, and leave it alone", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (events) => {
        const played = await play([wanted("ours-a", 5), wanted("ours-a", 6)], events);
        await played.calm(200);
        expect(played.flink.alive().map(({ name, phase }) => [name, phase])).toEqual([["ours-a", "running"]]);
        expect(await played.calm(60)).toEqual([]);
        expect(startsFromOlderState(played.flink)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("of two keepers of different jobs the newer has its way, and nobody works against it", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (events) => {
        const played = await play([wanted("ours-old", 5), wanted("ours-new", 6)], events);
        await played.calm(200);
        expect(played.flink.alive().map(({ name, phase }) => [name, phase])).toEqual([["ours-new", "running"]]);
        expect(await played.calm(60)).toEqual([]);
        expect(startsFromOlderState(played.flink)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("a stranger's job is never ended", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (events) => {
        const played = await play([wanted("ours-old", 5), wanted("ours-new", 6)], events);
        await played.calm(100);
        expect(played.flink.deeds.filter(({ name }) => !name.startsWith("ours"))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("a state that a person names is started from once and never gone back to", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (events) => {
        const named = { fromSavepoint: "p" };
        const played = await play([wanted("ours-a", 5, named)], events);
        await played.calm(120);
        expect(played.flink.alive()).toMatchObject([{ origin: "p" }]);
        // Again only where the job from it has left no state at all.
        for (const { what, from, newest } of played.flink.deeds) {
          if (what === "start" && from === "p") expect(newest).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });
});
