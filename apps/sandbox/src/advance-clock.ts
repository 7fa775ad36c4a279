import { LAST_MOMENT } from './clock/last-moment.ts';
import type { Advance, Engine, Step } from './engine.ts';
import { SandboxError } from './sandbox-error.ts';

/** How far to move: a step, or to a moment, as ISO text with its zone. */
export type Move = Step | { readonly to: string };

/** What a move looks like, for sentences. */
export const MOVES =
  '{ "by_ms": 0 or more }, { "to": "next" }, { "until": "idle" } or { "to": "2026-01-01T23:30+08:00" }';

/** Moves time on, and writes down that it moved; resolves when every delivery it caused has finished. */
export async function advanceClock(engine: Engine, asked: Move): Promise<Advance> {
  const move = readMove(asked);
  if (move === undefined) throw noMove(JSON.stringify(asked));
  const advance = await engine.clock.advance(stepOf(move, engine.clock.now()));
  const { from, to } = advance;
  if (to > from) await engine.execute({ type: 'record_advance', from, to });
  return advance;
}

/** A move as it came from outside; nothing for what is none. */
export function readMove(asked: unknown): Move | undefined {
  const { by_ms, to, until, ...rest } = Object(asked) as Record<string, unknown>;
  const given = [by_ms, to, until].filter((one) => one !== undefined);
  if (given.length !== 1 || Object.keys(rest).length > 0) return undefined;
  if (typeof to === 'string') return { to };
  if (until === 'idle') return { until };
  const isTime = Number.isSafeInteger(by_ms) && Number(by_ms) >= 0;
  return isTime ? { by_ms: Number(by_ms) } : undefined;
}

function stepOf(move: Move, now: number): Step {
  if ('by_ms' in move && now + move.by_ms > LAST_MOMENT) throw tooFar(`${move.by_ms} ms`);
  if (!('to' in move) || move.to === 'next') return move as Step;
  // A text without a zone would mean another moment on every machine.
  const moment = /(Z|[+-]\d{2}:?\d{2})$/.test(move.to) ? new Date(move.to).getTime() : Number.NaN;
  if (moment > LAST_MOMENT) throw tooFar(move.to);
  if (moment >= now) return { by_ms: moment - now };
  if (Number.isNaN(moment)) throw noMove(move.to);
  const sentence = `clock: time never goes back; it is ${new Date(now).toISOString()}. Received: ${move.to}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function noMove(received: string): SandboxError {
  const sentence = `clock: expected ${MOVES}. Received: ${received}`;
  return new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function tooFar(received: string): SandboxError {
  const sentence = `clock: expected a moment before the year 9000. Received: ${received}`;
  return new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
