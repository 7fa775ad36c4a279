import { Router } from 'express';
import { advanceClock, MOVES, type Move, readMove } from '../advance-clock.ts';
import { changePace } from '../change-pace.ts';
import { isPace, type Pace, rateOf } from '../clock/pace.ts';
import type { Engine } from '../engine.ts';
import { badInput } from './control-error.ts';

/** `GET /clock`, `PUT /clock` with `{ mode, rate? }`, `GET /jobs`, `POST /clock/advance`. */
export function clockRoutes(engine: Engine): Router {
  const router = Router();
  const seen = () => {
    const { clock } = engine;
    return { mode: clock.mode, rate: clock.rate, now: clock.now(), jobs: clock.jobs() };
  };
  router.get('/clock', (_request, response) => void response.json(seen()));
  router.put('/clock', async (request, response) => {
    await changePace(engine, askedPace(request.body));
    response.json(seen());
  });
  router.get('/jobs', (_request, response) => void response.json({ jobs: engine.clock.jobs() }));
  router.post('/clock/advance', async (request, response) => {
    response.json(await advanceClock(engine, askedMove(request.body)));
  });
  return router;
}

const PACE =
  '{ "mode": "real" } or { "mode": "manual" } or { "mode": "scaled", "rate": 1 to 999999 }';

/** What `GET /clock` says of the pace can be given back. */
function askedPace(body: unknown): Pace {
  const { mode, rate, ...rest } = Object(body) as Record<string, unknown>;
  const asked = mode === 'scaled' ? `x${rate}` : String(mode);
  const known = isPace(asked) && (mode === 'scaled' || !asked.startsWith('x'));
  const fits = known && (rate === rateOf(asked) || (rate === undefined && mode !== 'scaled'));
  if (!fits || Object.keys(rest).length > 0) throw badInput('body', PACE, body);
  return asked;
}

function askedMove(body: unknown): Move {
  const move = readMove(body);
  if (move === undefined) throw badInput('body', MOVES, body);
  return move;
}
