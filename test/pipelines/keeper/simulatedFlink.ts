import type { Cluster } from "../../../pipelines/keeper/cluster";
import type { Observed, ObservedJob, ObservedState, Wanted } from "../../../pipelines/keeper/observed";

export const FAULTS = [
  "job fails",
  "job is cancelled",
  "JobManager is lost",
  "ended jobs are forgotten",
  "answers are lost",
  "job is slow to appear",
  "savepoint fails",
] as const;
export type Fault = (typeof FAULTS)[number];

interface SimulatedJob extends ObservedJob {
  /** Flink shows it from then on. */
  visibleAt: number;
  savedAtMs?: number;
}

const COMES_UP_MS = 1_000;
const CHECKPOINTS_MS = 2_000;

/** What was done, for a test to judge. */
export interface Deed {
  what: "start" | "end";
  name: string;
  from?: string;
  /** The newest state that the keeper could see when it decided. */
  newest?: string;
}

/**
 * Flink as its keepers know it, with jobs that fail, are forgotten and appear late. Each call of a keeper goes through `turn` before it
 * has its effect and before its answer arrives, so that a test decides who is next.
 */
export class SimulatedFlink {
  now = 1_000;
  jobs: SimulatedJob[] = [];
  states: ObservedState[] = [];
  readonly deeds: Deed[] = [];
  private lostUntil = 0;
  private loseAnswers = 0;
  private delay = 0;
  private failSavepoints = 0;
  private count = 0;

  constructor(private readonly turn: () => Promise<void>) {}

  cluster(): Cluster {
    let newest: string | undefined;
    return {
      observe: () =>
        this.call(() => {
          const observed = this.observe();
          newest = observed.states[0]?.url;
          return observed;
        }),
      check: () => this.call(() => undefined),
      start: (wanted, from, origin) => this.call(() => this.start(wanted, from, origin, newest)),
      end: ({ id }, how) => this.call(() => this.end(id, how)),
    };
  }

  alive(): SimulatedJob[] {
    return this.jobs.filter(({ phase, name }) => phase !== "ended" && name.startsWith("ours"));
  }

  fault(fault: Fault): void {
    const job = this.alive()[0];
    if (fault === "job fails" && job) Object.assign(job, { phase: "ended", failed: true, endedAtMs: this.now });
    if (fault === "job is cancelled" && job) Object.assign(job, { phase: "ended", endedAtMs: this.now });
    if (fault === "ended jobs are forgotten") this.jobs = this.jobs.filter(({ phase }) => phase !== "ended");
    if (fault === "answers are lost") this.loseAnswers = 2;
    if (fault === "job is slow to appear") this.delay = 5_000;
    if (fault === "savepoint fails") this.failSavepoints = 1;
    if (fault === "JobManager is lost") {
      this.jobs = [];
      this.lostUntil = this.now + 3_000;
    }
  }

  /** All that is on its way arrives. */
  heal(): void {
    this.loseAnswers = this.delay = this.failSavepoints = this.lostUntil = 0;
    for (const job of this.alive()) Object.assign(job, { phase: "running", visibleAt: 0 });
  }

  private async call<T>(effect: () => T): Promise<T> {
    await this.turn();
    this.now += 500;
    for (const job of this.alive()) this.goOn(job);
    if (this.now < this.lostUntil) throw new Error("Flink does not answer");
    const answer = effect();
    await this.turn();
    if (this.loseAnswers > 0) {
      this.loseAnswers--;
      throw new Error("the answer is lost");
    }
    return answer;
  }

  /** A job comes up in a while, and then saves its state again and again. */
  private goOn(job: SimulatedJob): void {
    if (this.now - job.startedAtMs >= COMES_UP_MS) job.phase = "running";
    if (job.phase !== "running" || this.now - (job.savedAtMs ?? job.startedAtMs) < CHECKPOINTS_MS) return;
    job.savedAtMs = this.now;
    this.save(job, "chk");
  }

  private observe(): Observed {
    const ours = this.jobs.filter(({ name, visibleAt }) => name.startsWith("ours") && visibleAt <= this.now);
    const isAlive = ours.some(({ phase }) => phase !== "ended");
    const states = [...this.states].sort((a, b) => b.savedAtMs - a.savedAtMs);
    return { nowMs: this.now, jobs: ours.map((job) => ({ ...job })), states: isAlive ? [] : states };
  }

  private start(wanted: Wanted, from: string | undefined, origin: string | undefined, newest?: string): string {
    const { name, options, generation } = wanted;
    const id = String(++this.count);
    const visibleAt = this.now + this.delay;
    this.delay = 0;
    const marks = { options, generation, origin };
    this.jobs.push({ ...marks, id, name, phase: "starting", failed: false, startedAtMs: this.now, visibleAt });
    this.deeds.push({ what: "start", name, from, newest });
    return id;
  }

  private end(id: string, how: "savepoint" | "cancel"): void {
    const job = this.jobs.find((candidate) => candidate.id === id);
    if (job === undefined || job.phase === "ended") throw new Error(`no job ${id} runs`);
    this.deeds.push({ what: "end", name: job.name });
    if (how === "savepoint") {
      if (this.failSavepoints-- > 0) throw new Error("no savepoint was written");
      this.save(job, "savepoint");
    }
    Object.assign(job, { phase: "ended", endedAtMs: this.now });
  }

  private save({ name, options, origin, generation }: SimulatedJob, kind: string): void {
    const url = `${kind}-${++this.count}`;
    this.states.push({ url, name, options, origin, generation, savedAtMs: ++this.now });
  }
}
