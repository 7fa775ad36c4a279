import type { Engine, QueuedNotification } from '../engine.ts';
import type { Notifier, Resend } from '../notifier/notifier.ts';
import { found, missing } from './engine-calls.ts';

/** What merchants are told. */
export interface NotificationHandle {
  /** Of a payment and its refunds, or of one refund. */
  of(id: string): readonly QueuedNotification[];
  /** Delivers the latest notification of a transaction (or one by its own id) once more, now. */
  resend(id: string, how?: Resend): Promise<QueuedNotification>;
  /** Resolves when the latest notification is acknowledged, or has the status that is given. */
  waitFor(
    id: string,
    status?: QueuedNotification['status'],
    timeout_ms?: number,
  ): Promise<QueuedNotification>;
}

/** The notifications of the engine's transactions. */
export function notificationHandle(engine: Engine, notifier: Notifier): NotificationHandle {
  return {
    of: (id) => engine.state().notificationsOf(engine.state().find(id)?.syssn ?? ''),
    resend: async (id, how) => {
      const resent = await notifier.resend(latestOf(engine, id), how);
      if (resent === undefined) throw missing('notification', id);
      return resent;
    },
    waitFor: (id, status = 'acknowledged', timeout_ms = 5000) => {
      const look = () => {
        const latest = engine.state().notifications.get(latestOf(engine, id));
        return latest?.status === status ? latest : undefined;
      };
      return found(engine, look, { timeout_ms, what: `${id}: ${status}` });
    },
  };
}

/** Of a transaction the latest one; else the id is a notification's own. */
function latestOf(engine: Engine, id: string): string {
  const { notifications } = engine.state();
  if (notifications.has(id)) return id;
  const syssn = engine.state().find(id)?.syssn ?? '';
  return engine.state().notificationsOf(syssn).at(-1)?.id ?? id;
}
