import type { Request } from 'express';
import type { Engine } from '../engine.ts';
import { waitFor } from '../wait-for.ts';
import { badInput, ControlError } from './control-error.ts';

/** Longest wait of one call, in real milliseconds. */
const LONGEST = 60_000;

/** Waits as long as `timeout_ms` of the query says (5,000 when absent); 408 with `now` when that is over. */
export async function waitOrTimeOut<T>(
  engine: Engine,
  request: Request,
  look: () => T | undefined,
  now: () => string,
): Promise<T> {
  const { timeout_ms: asked = '5000' } = request.query;
  if (!/^\d{1,6}$/.test(String(asked)) || Number(asked) > LONGEST) {
    throw badInput('timeout_ms', `milliseconds, at most ${LONGEST}`, asked);
  }
  const gone = new AbortController();
  request.res?.once('close', () => gone.abort());
  const found = await waitFor(engine, look, Number(asked), gone.signal);
  if (found !== undefined) return found;
  throw new ControlError(408, {
    code: 'timed_out',
    message: `It is still ${now()} after ${asked} ms.`,
    received: now(),
  });
}
