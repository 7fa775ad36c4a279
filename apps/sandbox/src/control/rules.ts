import { Router } from 'express';
import { type Engine, PAID_CARD_REVERSE, RULES, TRANSITIONS } from '../engine.ts';
import { ControlError } from './control-error.ts';

/** `GET /rules`: every switch and the table of states, each with who says so. `PATCH /rules` changes switches. */
export function ruleRoutes(engine: Engine): Router {
  const router = Router();
  router.get('/rules', (_request, response) => {
    const { rules } = engine.state();
    const table = { ...TRANSITIONS, paid_card: { reverse: PAID_CARD_REVERSE } };
    response.json({ rules, switches: RULES, transitions: table });
  });
  router.patch('/rules', async (request, response) => {
    const result = await engine.execute({ type: 'change_rules', rules: Object(request.body) });
    if (!result.ok) throw new ControlError(400, { code: 'bad_input', message: result.respmsg });
    response.json({ rules: engine.state().rules });
  });
  return router;
}
