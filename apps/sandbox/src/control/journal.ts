import { Router } from 'express';
import type { Engine } from '../engine.ts';
import { readJournal, writeJournal } from '../journal-text.ts';
import { ControlError, notFound } from './control-error.ts';
import { drained } from './drained.ts';

/** `GET|POST /snapshots`, `POST /snapshots/:id/restore`, `GET /export` and `POST /import` (one event a line). */
export function journalRoutes(engine: Engine, adopt: Engine['adopt']): Router {
  const router = Router();
  const snapshots = () => [...engine.state().snapshots].map(([id, { at }]) => ({ id, at }));
  router.get('/snapshots', (_request, response) => void response.json({ snapshots: snapshots() }));
  router.post('/snapshots', async (_request, response) => {
    await engine.execute({ type: 'save' });
    response.status(201).json(snapshots().at(-1));
  });
  router.post('/snapshots/:id/restore', async (request, response) => {
    const { id } = request.params;
    const result = await engine.execute({ type: 'restore', snapshot: id });
    if (!result.ok) throw notFound('snapshot', id);
    response.json({ id, transactions: engine.state().transactions.size });
  });
  router.get('/export', async (_request, response) => {
    response.type('application/x-ndjson');
    for await (const event of engine.read()) {
      response.write(writeJournal([event]));
      await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  });
  router.post('/import', async (request, response) => {
    const text: unknown = request.body;
    if (typeof text !== 'string' || text === '') {
      throw new ControlError(400, {
        code: 'bad_input',
        message: 'Send an exported journal as the body.',
      });
    }
    await adopt(readJournal(text));
    response.json({ transactions: engine.state().transactions.size });
  });
  return router;
}
