import { Router } from 'express';
import { advanceClock } from '../advance-clock.ts';
import type { Engine, Step } from '../engine.ts';
import { badInput } from './control-error.ts';

/** `GET /clock`, `GET /jobs`, `POST /clock/advance`. */
export function clockRoutes(engine: Engine): Router {
  const router = Router();
  router.get('/clock', (_request, response) => {
    const { clock } = engine;
    response.json({ mode: clock.mode, rate: clock.rate, now: clock.now(), jobs: clock.jobs() });
  });
  router.get('/jobs', (_request, response) => void response.json({ jobs: engine.clock.jobs() }));
  router.post('/clock/advance', async (request, response) => {
    response.json(await advanceClock(engine, stepOf(request.body)));
  });
  return router;
}

const EXPECTED = '{ "by_ms": 0 or more } or { "to": "next" } or { "until": "idle" }';

function stepOf(body: unknown): Step {
  const { by_ms, to, until, ...rest } = Object(body) as Record<string, unknown>;
  const given = [by_ms, to, until].filter((one) => one !== undefined);
  if (given.length !== 1 || Object.keys(rest).length > 0) throw badInput('body', EXPECTED, body);
  if (to === 'next') return { to };
  if (until === 'idle') return { until };
  if (typeof by_ms === 'number' && Number.isSafeInteger(by_ms) && by_ms >= 0) return { by_ms };
  throw badInput('body', EXPECTED, body);
}
