import { advanceClock, type Move } from '../advance-clock.ts';
import { changePace } from '../change-pace.ts';
import type { Pace } from '../clock/pace.ts';
import { realMoment, realPatience } from '../clock/real-patience.ts';
import type { Advance, Engine } from '../engine.ts';

/**
 * Virtual time; also a `clock` for `@qf/client`, which then dates orders and asks about months as the sandbox does, and waits
 * in real time.
 */
export interface ClockHandle {
  /** Virtual milliseconds. */
  now(): number;
  /** Real milliseconds that never jump. */
  monotonic(): number;
  /** Runs once after so many real milliseconds; the returned function calls it off. */
  schedule(ms: number, run: () => void): () => void;
  /** By milliseconds, to the next job, to a moment, or until nothing waits. Resolves when every delivery it caused has finished. */
  advance(move: Move): Promise<Advance>;
  /** Time goes on from this moment at another pace, until it is changed again or everything is reset. */
  change(pace: Pace): Promise<void>;
}

/** The engine's clock, with what is done to it written down. */
export function clockHandle(engine: Engine): ClockHandle {
  return {
    now: () => engine.clock.now(),
    monotonic: realMoment,
    schedule: realPatience,
    advance: (move) => advanceClock(engine, move),
    change: (pace) => changePace(engine, pace),
  };
}
