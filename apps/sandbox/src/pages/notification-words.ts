import type { QueuedNotification } from '../engine.ts';
import type { Tone } from './state-words.ts';

/** A notification in a few words. */
export interface NotificationWords {
  /** What it tells about. */
  readonly about: string;
  /** What became of it. */
  readonly words: string;
  readonly tone: Tone;
}

const ABOUT: Readonly<Record<QueuedNotification['notify_type'], string>> = {
  payment: 'Payment',
  refund: 'Refund',
  cancel: 'Refund',
  unfreeze: 'Release of a hold',
};

const STATUS: Readonly<Record<QueuedNotification['status'], readonly [words: string, Tone]>> = {
  waiting: ['Waiting', 'wait'],
  acknowledged: ['Acknowledged', 'good'],
  exhausted: ['Given up', 'bad'],
  no_address: ['No address', 'bad'],
};

/** What a notification is about and what became of it. */
export function notificationWords({
  notify_type,
  status,
}: Pick<QueuedNotification, 'notify_type' | 'status'>): NotificationWords {
  const [words, tone] = STATUS[status];
  return { about: ABOUT[notify_type], words, tone };
}
