import { Router } from 'express';
import type { Engine, JournalEvent } from '../engine.ts';
import { CALL_FAULTS } from '../faults/call-faults.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts';
import { NOTIFICATION_FAULTS } from '../faults/notification-faults.ts';
import type { OneShotQueue } from '../faults/one-shot-queue.ts';
import { SCENARIO_FIELDS } from '../faults/scenario.ts';
import { notFound } from './control-error.ts';

interface Parts {
  readonly faults: FaultPlan;
  readonly next: OneShotQueue;
}

/**
 * `GET|POST|DELETE /faults`, `GET|DELETE /faults/:id`, `GET /faults/:id/hits`, `GET /faults/kinds`,
 * `GET|POST|DELETE /next`, `GET /scenarios`.
 */
export function faultRoutes(engine: Engine, { faults, next }: Parts): Router {
  const router = Router();
  router.get('/faults', (_request, response) => void response.json({ faults: faults.list() }));
  router.post('/faults', (request, response) => {
    response.status(201).json(faults.add(request.body));
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.json({ faults: [] });
  });
  router.get('/faults/kinds', (_request, response) => {
    response.json({ calls: kinds(CALL_FAULTS), notifications: kinds(NOTIFICATION_FAULTS) });
  });
  router.get('/faults/:id', (request, response) => {
    const found = faults.get(request.params.id);
    if (found === undefined) throw notFound('fault', request.params.id);
    response.json(found);
  });
  router.get('/faults/:id/hits', async (request, response) => {
    const { id } = request.params;
    if (faults.get(id) === undefined) throw notFound('fault', id);
    const hits: JournalEvent[] = [];
    for await (const event of engine.read()) {
      if (event.type === 'fault.fired' && event.fault === `fault ${id}`) hits.push(event);
    }
    response.json({ hits });
  });
  router.delete('/faults/:id', (request, response) => {
    const found = faults.get(request.params.id);
    if (found === undefined) throw notFound('fault', request.params.id);
    faults.remove(found.id);
    response.json(found);
  });
  router.get('/next', (_request, response) => void response.json({ next: next.list() }));
  router.post('/next', (request, response) => {
    response.status(201).json(next.add(request.body));
  });
  router.delete('/next', (_request, response) => {
    next.clear();
    response.json({ next: [] });
  });
  router.get('/scenarios', (_request, response) => {
    const fields = Object.entries(SCENARIO_FIELDS);
    response.json({
      header: 'X-Sandbox-Scenario: name=value; name=value',
      fields: fields.map(([name, { says, expected }]) => ({ name, says, expected })),
      amounts: MAGIC_AMOUNTS,
    });
  });
  return router;
}

function kinds(faults: Readonly<Record<string, { readonly says: string }>>) {
  return Object.entries(faults).map(([effect, { says }]) => ({ effect, says }));
}
