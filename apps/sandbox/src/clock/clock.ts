import type { ClockMode } from './pace.ts';

/** How far to move: by milliseconds, to the next job that is due, or until no job is left. */
export type Step =
  | { readonly by_ms: number }
  | { readonly to: 'next' }
  | { readonly until: 'idle' };

/** What an advance did. */
export interface Advance {
  /** Virtual milliseconds before and after. */
  readonly from: number;
  readonly to: number;
  /** The jobs that ran, in order; every one of them has finished. */
  readonly ran: readonly { readonly due: number; readonly label: string }[];
}

/** Something to do at a moment. The clock waits for the promise before an advance returns. */
export type Job = () => void | Promise<void>;

/** The sandbox's only source of time (milliseconds since 1970, virtual). */
export interface Clock {
  readonly mode: ClockMode;
  /** Virtual milliseconds that pass in a real one: 1, more when scaled, 0 for a manual clock. */
  readonly rate: number;
  now(): number;
  /** Runs `job` at `due`, earlier jobs first, in the order asked for when equal. Returns its cancellation. */
  schedule(due: number, job: Job, label: string): () => void;
  /** Moves on and resolves when every job it caused has finished. */
  advance(step: Step): Promise<Advance>;
  /**
   * Goes on from this moment at another rate (0 stands still). Waits for an advance under way, and, when time is to stand
   * still, for the jobs under way.
   */
  change(rate: number): Promise<void>;
  /** What is waiting, soonest first. */
  jobs(): readonly { readonly due: number; readonly label: string }[];
  /** Forgets all jobs and waits for those under way. */
  close(): Promise<void>;
}
