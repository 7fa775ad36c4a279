import type { Advance, Clock, Job, Step } from './clock.ts';
import { JobQueue, type QueuedJob } from './job-queue.ts';
import { modeOf } from './pace.ts';
import type { TimeSource } from './time-source.ts';

/** More jobs than any honest simulation needs; a job that always asks for another ends here. */
const MOST_JOBS_PER_ADVANCE = 1_000_000;

/** Gives a time source its jobs. `onProblem` hears of a job that threw. */
export function scheduledClock(time: TimeSource, onProblem: (error: unknown) => void): Clock {
  return new ScheduledClock(time, onProblem);
}

class ScheduledClock implements Clock {
  readonly #time: TimeSource;
  readonly #onProblem: (error: unknown) => void;
  readonly #queue = new JobQueue();
  readonly #underWay = new Set<Promise<void>>();
  /** Advances run one after the other, and no timer fires in between. */
  #turn: Promise<unknown> = Promise.resolve();
  #advancing = 0;
  #closed = false;

  constructor(time: TimeSource, onProblem: (error: unknown) => void) {
    this.#time = time;
    this.#onProblem = onProblem;
  }

  get mode(): Clock['mode'] {
    return modeOf(this.rate);
  }

  get rate(): number {
    return this.#time.rate;
  }

  now(): number {
    return this.#time.now();
  }

  schedule(due: number, job: Job, label: string): () => void {
    if (this.#closed) return () => {};
    const entry = this.#queue.add(due, job, label);
    this.#watch();
    return () => {
      entry.cancelled = true;
      this.#watch();
    };
  }

  advance(step: Step): Promise<Advance> {
    return this.#inTurn(() => this.#advanceNow(step));
  }

  change(rate: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#time.change(rate);
      if (rate === 0) await Promise.all(this.#underWay);
      this.#watch();
    });
  }

  jobs(): { due: number; label: string }[] {
    return this.#queue.list().map(({ due, label }) => ({ due, label }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    this.#time.sleep();
    await Promise.all(this.#underWay);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #advanceNow(step: Step): Promise<Advance> {
    const from = this.now();
    this.#advancing += 1;
    this.#time.sleep();
    try {
      await Promise.all(this.#underWay);
      const ran = await this.#runUntil(this.#goal(step));
      return { from, to: this.now(), ran };
    } finally {
      this.#advancing -= 1;
      this.#watch();
    }
  }

  /** The last moment this step may reach, and whether time moves there when no job does. */
  #goal(step: Step): { last: number; settle: boolean } {
    if ('by_ms' in step) return { last: this.now() + step.by_ms, settle: true };
    if ('until' in step) return { last: Number.POSITIVE_INFINITY, settle: false };
    const next = this.#queue.peek();
    return {
      last: next === undefined ? this.now() : Math.max(next.due, this.now()),
      settle: false,
    };
  }

  async #runUntil(goal: { last: number; settle: boolean }): Promise<Advance['ran']> {
    const ran: { due: number; label: string }[] = [];
    for (let entry = this.#queue.takeDue(goal.last); entry !== undefined; ) {
      if (ran.length === MOST_JOBS_PER_ADVANCE) throw new Error('The clock never becomes idle.');
      this.#time.moveTo(entry.due);
      ran.push({ due: entry.due, label: entry.label });
      await this.#run(entry);
      entry = this.#queue.takeDue(goal.last);
    }
    if (goal.settle) this.#time.moveTo(goal.last);
    return ran;
  }

  /** Asks to be woken for the soonest job. */
  #watch(): void {
    if (this.#advancing > 0 || this.#closed) return;
    const next = this.#queue.peek();
    if (next === undefined) this.#time.sleep();
    else this.#time.wakeAt(next.due, () => this.#wake());
  }

  /** Starts what is due, without waiting: one slow delivery does not hold up the others. */
  #wake(): void {
    for (let due = this.#queue.takeDue(this.now()); due !== undefined; ) {
      void this.#run(due);
      due = this.#queue.takeDue(this.now());
    }
    this.#watch();
  }

  #run(entry: QueuedJob): Promise<void> {
    const run = Promise.resolve()
      .then(entry.job)
      .catch(this.#onProblem)
      .finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
    return run;
  }
}
