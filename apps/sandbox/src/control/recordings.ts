import { Router } from 'express';
import type { Recorder } from '../replay/recorder.ts';
import { notFound } from './control-error.ts';

/**
 * `GET /recordings`, `POST /recordings/start`, `POST /recordings/stop`, `GET /recordings/:id` (one call a line),
 * `POST /recordings/:id/replay` (plays the calls again and compares the codes).
 */
export function recordingRoutes(recorder: Recorder): Router {
  const router = Router();
  router.get('/recordings', (_request, response) => {
    response.json({ recordings: recorder.list() });
  });
  router.post('/recordings/start', (_request, response) => {
    response.status(201).json(recorder.start());
  });
  router.post('/recordings/stop', (_request, response) => {
    const stopped = recorder.stop();
    if (stopped === undefined) throw notFound('recording', 'under way');
    response.json(stopped);
  });
  router.get('/recordings/:id', (request, response) => {
    const calls = recorder.calls(request.params.id);
    if (calls === undefined) throw notFound('recording', request.params.id);
    response
      .type('application/x-ndjson')
      .send(calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  });
  router.post('/recordings/:id/replay', async (request, response) => {
    const result = await recorder.replay(request.params.id);
    if (result === undefined) throw notFound('recording', request.params.id);
    response.json({ replayed: result, same: result.every(({ same }) => same) });
  });
  return router;
}
