import { LAST_MOMENT } from './clock/last-moment.ts';
import type { Advance, Engine, Step } from './engine.ts';
import { SandboxError } from './sandbox-error.ts';

/** How far to move: a step, or to a moment, as ISO text with its zone. */
export type Move = Step | { readonly to: string };

/** What a move looks like, for sentences. */
export const MOVES =
  '{ "by_ms": 0 or more }, { "to": "next" }, { "until": "idle" } or { "to": "2026-01-01T23:30+08:00" }';

/** Moves time on, and writes down that it moved; resolves when every delivery it caused has finished. */
export async function advanceClock(engine: Engine, move: Move): Promise<Advance> {
  const advance = await engine.clock.advance(stepOf(move, engine.clock.now()));
  const { from, to } = advance;
  if (to > from) await engine.execute({ type: 'record_advance', from, to });
  return advance;
}

function stepOf(move: Move, now: number): Step {
  if ('by_ms' in move && now + move.by_ms > LAST_MOMENT) throw tooFar(`${move.by_ms} ms`);
  if (!('to' in move) || move.to === 'next') return move as Step;
  // A text without a zone would mean another moment on every machine.
  const moment = /(Z|[+-]\d{2}:?\d{2})$/.test(move.to) ? new Date(move.to).getTime() : Number.NaN;
  if (moment > LAST_MOMENT) throw tooFar(move.to);
  if (moment >= now) return { by_ms: moment - now };
  const why = Number.isNaN(moment)
    ? `expected ${MOVES}`
    : `time never goes back; it is ${new Date(now).toISOString()}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', `clock: ${why}. Received: ${move.to}`);
}

function tooFar(received: string): SandboxError {
  const sentence = `clock: expected a moment before the year 9000. Received: ${received}`;
  return new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
