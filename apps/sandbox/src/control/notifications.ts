import { Router } from 'express';
import type { Engine, QueuedNotification } from '../engine.ts';
import type { Notifier } from '../notifier/notifier.ts';
import { ControlError, notFound } from './control-error.ts';

/** `GET /notifications?out_trade_no=`, `GET /notifications/:id`, `POST /notifications/:id/resend`. */
export function notificationRoutes(engine: Engine, notifier: Notifier): Router {
  const router = Router();
  router.get('/notifications', (request, response) => {
    const { out_trade_no } = request.query;
    const all = [...engine.state().notifications.values()];
    const asked = all.filter(
      (one) => out_trade_no === undefined || isAbout(engine, one, out_trade_no),
    );
    response.json({ notifications: asked });
  });
  router.get('/notifications/:id', (request, response) => {
    response.json(found(engine, request.params.id));
  });
  router.post('/notifications/:id/resend', async (request, response) => {
    const { id, url } = found(engine, request.params.id);
    if (url === null) throw noAddress(id);
    response.json(await notifier.resend(id));
  });
  return router;
}

/** A refund's notification is found under its own number and under the payment's. */
function isAbout(
  engine: Engine,
  { syssn, out_trade_no }: QueuedNotification,
  asked: unknown,
): boolean {
  if (out_trade_no === asked) return true;
  const origssn = engine.state().findBySyssn(syssn)?.origssn;
  return engine.state().findBySyssn(origssn ?? '')?.out_trade_no === asked;
}

function found(engine: Engine, id: string): QueuedNotification {
  const notification = engine.state().notifications.get(id);
  if (notification === undefined) throw notFound('notification', id);
  return notification;
}

function noAddress(id: string): ControlError {
  return new ControlError(409, {
    code: 'no_address',
    message: `${id} has no address: the request carried no notify_url and the sandbox has no --notify-url.`,
  });
}
