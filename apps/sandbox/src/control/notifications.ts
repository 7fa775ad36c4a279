import { Router } from 'express';
import type { Engine, QueuedNotification } from '../engine.ts';
import type { NotificationEffect } from '../faults/fault-rule.ts';
import { NOTIFICATION_FAULTS } from '../faults/notification-faults.ts';
import type { Notifier, Resend } from '../notifier/notifier.ts';
import { badInput, ControlError, notFound } from './control-error.ts';
import { newestPage, upTo } from './newest-page.ts';
import { oneOf, readQuery } from './read-query.ts';
import { waitOrTimeOut } from './wait.ts';

const STATUSES = [
  'waiting',
  'acknowledged',
  'exhausted',
  'no_address',
] as const satisfies readonly QueuedNotification['status'][];

/** Characters: a few thousand notifications that were acknowledged at once. */
const LONGEST_LIST = 4_194_304;

/**
 * `GET /notifications?out_trade_no=&status=&before=`, `GET /notifications/:id`, `GET /notifications/:id/wait?status=`,
 * `POST /notifications/:id/resend` with `{ effect?, copies? }`.
 */
export function notificationRoutes(engine: Engine, notifier: Notifier): Router {
  const router = Router();
  router.get('/notifications', (request, response) => {
    const { out_trade_no, status, before } = readQuery(request, [
      'out_trade_no',
      'status',
      'before',
    ]);
    oneOf('status', status, STATUSES);
    const all = [...engine.state().notifications.values()];
    const asked = upTo(all, before, 'notification')
      .filter((one) => out_trade_no === undefined || isAbout(engine, one, out_trade_no))
      .filter((one) => status === undefined || one.status === status);
    const { page, left_out } = newestPage(asked, LONGEST_LIST);
    response.json({ notifications: page, left_out });
  });
  router.get('/notifications/:id', (request, response) => {
    response.json(found(engine, request.params.id));
  });
  router.post('/notifications/:id/resend', async (request, response) => {
    const { id, url } = found(engine, request.params.id);
    if (url === null) throw noAddress(id);
    response.json(await notifier.resend(id, resendOf(request.body)));
  });
  router.get('/notifications/:id/wait', async (request, response) => {
    const { id } = found(engine, request.params.id);
    const { status = 'acknowledged' } = readQuery(request, ['status', 'timeout_ms']);
    oneOf('status', status, STATUSES);
    const look = () => {
      const now = engine.state().notifications.get(id);
      return now?.status === status ? now : undefined;
    };
    response.json(await waitOrTimeOut(engine, request, look, () => found(engine, id).status));
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

function resendOf(body: unknown): Resend {
  const { effect, copies, ...rest } = Object(body) as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw badInput(unknown, 'effect or copies', rest[unknown]);
  if (effect !== undefined && !Object.hasOwn(NOTIFICATION_FAULTS, String(effect))) {
    throw badInput('effect', Object.keys(NOTIFICATION_FAULTS).join(', '), effect);
  }
  const counts = Number.isSafeInteger(copies) && Number(copies) >= 1 && Number(copies) <= 99;
  if (copies !== undefined && !counts)
    throw badInput('copies', 'a whole number from 1 to 99', copies);
  const kind = copies === undefined ? effect : (effect ?? 'notify-duplicate');
  return {
    ...(kind === undefined ? {} : { effect: kind as NotificationEffect }),
    ...(copies === undefined ? {} : { copies: Number(copies) }),
  };
}

function noAddress(id: string): ControlError {
  return new ControlError(409, {
    code: 'no_address',
    message: `${id} has no address: the request carried no notify_url and the sandbox has no --notify-url.`,
  });
}
