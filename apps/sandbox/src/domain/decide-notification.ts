import type { Book } from './book.ts';
import type { NotificationCommand } from './command.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** Writes down an attempt before its first byte and after its last. */
export function decideNotification(book: Book, command: NotificationCommand): Decision {
  const notification = book.notifications.get(command.id);
  if (notification === undefined) return refuse('1268', 'the notification does not exist');
  const { id, syssn } = notification;
  if (command.type === 'finish_attempt') {
    const { number, outcome } = command;
    return accept(syssn, { type: 'notification.attempted', id, syssn, number, ...outcome });
  }
  const { type, ...request } = command;
  const number = notification.attempts.length + 1;
  return accept(syssn, { ...request, type: 'notification.attempt_started', id, syssn, number });
}
