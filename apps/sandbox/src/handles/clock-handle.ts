import { advanceClock, type Move } from '../advance-clock.ts';
import { changePace } from '../change-pace.ts';
import type { Pace } from '../clock/pace.ts';
import type { Advance, Engine } from '../engine.ts';

/** Virtual time. */
export interface ClockHandle {
  /** Virtual milliseconds. */
  now(): number;
  /** By milliseconds, to the next job, to a moment, or until nothing waits. Resolves when every delivery it caused has finished. */
  advance(move: Move): Promise<Advance>;
  /** Time goes on from this moment at another pace, until it is changed again or everything is reset. */
  change(pace: Pace): Promise<void>;
}

/** The engine's clock, with what is done to it written down. */
export function clockHandle(engine: Engine): ClockHandle {
  return {
    now: () => engine.clock.now(),
    advance: (move) => advanceClock(engine, move),
    change: (pace) => changePace(engine, pace),
  };
}
