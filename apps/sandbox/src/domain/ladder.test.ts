import { describe, expect, it } from 'vitest';
import { LADDER_MINUTES, nextAttemptDue } from './ladder.ts';
import type { QueuedNotification } from './notification.ts';
import { type OpenBook, openBook, START } from './open-book.ts';

const MINUTE = 60_000;

function queued(open: OpenBook): QueuedNotification {
  const { syssn } = open.pay();
  open.run({ type: 'approve', syssn });
  const [notification] = open.book.notificationsOf(syssn);
  if (notification === undefined) throw new Error('Nothing was queued.');
  return notification;
}

/** One delivery; `due` makes it a rung of the ladder. */
function attempt(
  open: OpenBook,
  id: string,
  { due, acknowledged = false }: { due?: number; acknowledged?: boolean },
) {
  const request = { url: 'http://127.0.0.1/notify', request_body: '{}', request_headers: {} };
  const when = due === undefined ? {} : { due };
  const { facts } = open.run({ type: 'start_attempt', id, ...when, ...request });
  const [started] = facts;
  if (started?.type !== 'notification.attempt_started') throw new Error('Not started.');
  const outcome = { acknowledged, verdict: 'test', duration_ms: 1 };
  open.run({ type: 'finish_attempt', id, number: started.number, outcome });
  return open.book.notifications.get(id);
}

function now(open: OpenBook, id: string): QueuedNotification {
  const notification = open.book.notifications.get(id);
  if (notification === undefined) throw new Error(`There is no ${id}.`);
  return notification;
}

describe('the ladder', () => {
  it('has eight rungs: at once, then after 2, 10, 10, 60 minutes, 2, 6 and 15 hours', () => {
    expect(LADDER_MINUTES).toEqual([0, 2, 12, 22, 82, 202, 562, 1462]);
  });

  it('is climbed at exactly these minutes, and ends', () => {
    const open = openBook();
    const { id } = queued(open);
    const minutes: number[] = [];
    for (
      let due = nextAttemptDue(now(open, id));
      due !== undefined;
      due = nextAttemptDue(now(open, id))
    ) {
      minutes.push((due - START) / MINUTE);
      open.now = due;
      attempt(open, id, { due });
    }
    expect(minutes).toEqual([0, 2, 12, 22, 82, 202, 562, 1462]);
    expect(now(open, id).status).toBe('exhausted');
  });

  it('ends with the first acknowledgement', () => {
    const open = openBook();
    const { id } = queued(open);
    attempt(open, id, { due: START, acknowledged: true });
    expect(now(open, id).status).toBe('acknowledged');
    expect(nextAttemptDue(now(open, id))).toBeUndefined();
  });

  it('does not count what was sent by hand', () => {
    const open = openBook();
    const { id } = queued(open);
    attempt(open, id, {});
    expect(nextAttemptDue(now(open, id))).toBe(START);
  });

  it('repeats an attempt that was cut off', () => {
    const open = openBook();
    const { id } = queued(open);
    const request = { url: 'http://127.0.0.1/notify', request_body: '{}', request_headers: {} };
    open.run({ type: 'start_attempt', id, due: START, ...request });
    expect(nextAttemptDue(now(open, id))).toBe(START);
    expect(now(open, id).attempts).toHaveLength(1);
  });

  it('keeps its distances after a rung that came late', () => {
    const open = openBook();
    const { id } = queued(open);
    const late = START + 300 * MINUTE;
    open.now = late;
    attempt(open, id, { due: late });
    expect(nextAttemptDue(now(open, id))).toBe(late + 2 * MINUTE);
  });
});
