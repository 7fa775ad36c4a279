import type { Notification } from '@qf/protocol';
import type { Clock } from './clock.ts';
import { type Handler, type Handlers, handlerFor } from './event-route.ts';
import { type Handled, handle } from './handle.ts';
import type { Inbox, InboxRecord, Settled } from './inbox.ts';
import { inboxRecord } from './inbox-record.ts';
import { type Judges, judge } from './judge.ts';
import { MiddlewareError } from './middleware-error.ts';
import { type Delivery, readDelivery } from './read-delivery.ts';
import { RECEIPT_STATES, type Receipt, type Refusal } from './receipt.ts';
import { isPromised } from './within.ts';

/** Who receives. */
export interface Receiver<Tx> extends Handlers<Tx>, Judges {
  readonly inbox: Inbox<Tx>;
  /** Milliseconds. */
  readonly handlerTimeout: number;
  readonly clock: Clock;
  /** Keeps an event for a worker instead of handling it now. */
  readonly keep?: Keep | undefined;
  /** Told as soon as a delivery has proved genuine. */
  readonly onGenuine: (event: Notification, record: InboxRecord) => void;
  /** Told that work begins, which may outlive its answer; the returned function, that it has ended. */
  readonly begin: (stop: AbortController) => () => void;
}

/** Remembers an event and its body until a worker handles it. */
export type Keep = (
  record: InboxRecord,
  kept: { readonly body: Uint8Array; readonly late: boolean },
) => Promise<Settled>;

/** Milliseconds. */
const LIMITS = { inbox: 1_500, busyWait: 1_500 } as const;

/**
 * bytes → verify → parse → known already? → as expected? → confirmed? → handled once → receipt.
 *
 * Nothing is asked inside the inbox's transaction, and nothing is acknowledged that the inbox did not settle.
 */
export async function receive<Tx>(delivery: Delivery, receiver: Receiver<Tx>): Promise<Receipt> {
  const reading = readDelivery(delivery);
  if (reading.state !== 'genuine') return reading;
  const { event } = reading;
  const record = inboxRecord(event, delivery.account);
  receiver.onGenuine(event, record);
  const passage = { event, record, delivery, receiver };
  const known = await asked(passage, () => receiver.inbox.peek(record));
  return about(passage, known ?? (await settled(passage)));
}

/** The receipt with what it is about; field by field, which takes a tenth of the time that copying an object does. */
function about<Tx>({ event, record }: Passage<Tx>, receipt: Receipt): Receipt {
  const { state, reason, sentence, error } = known(receipt);
  const durable = 'durable' in receipt ? receipt.durable : undefined;
  const { key, account } = record;
  return { state, durable, reason, sentence, error, event, key, account } as Receipt;
}

/** An inbox that answers with anything else has not kept to its contract, and has settled nothing. */
function known(receipt: Receipt): Receipt {
  const state: unknown = (receipt as Receipt | undefined)?.state;
  if (typeof state === 'string' && Object.hasOwn(RECEIPT_STATES, state)) return receipt;
  const sentence = `The inbox must settle with one of its states. Received: ${typeof state}.`;
  throw new MiddlewareError('ERR_QF_OPTIONS', sentence);
}

interface Passage<Tx> {
  readonly event: Notification;
  readonly record: InboxRecord;
  readonly delivery: Delivery;
  readonly receiver: Receiver<Tx>;
}

async function settled<Tx>(passage: Passage<Tx>): Promise<Receipt> {
  const { event, delivery, receiver } = passage;
  const handler = handlerFor(event, receiver);
  if (handler === undefined) return setAside(passage, UNHANDLED);
  const judgement = await judge(event, receiver, delivery);
  if (judgement.state === 'set_aside') return setAside(passage, judgement);
  if (judgement.state !== 'as_expected') return judgement;
  if (receiver.keep === undefined) return await handledNow(passage, handler, judgement.late);
  return await kept(passage, receiver.keep, judgement.late);
}

const UNHANDLED = {
  reason: 'unhandled',
  sentence: 'There is no handler for this kind of notification. Give onOther, or the one for it.',
};

async function setAside<Tx>(
  passage: Passage<Tx>,
  { reason, sentence }: { readonly reason: string; readonly sentence: string },
): Promise<Receipt> {
  const { record, delivery, receiver } = passage;
  const work = () => receiver.inbox.setAside(record, reason, delivery.body);
  return { reason, sentence, ...(await asked(passage, work)) };
}

async function kept<Tx>(passage: Passage<Tx>, keep: Keep, late: boolean): Promise<Receipt> {
  const { record, delivery } = passage;
  return asked(passage, () => keep(record, { body: delivery.body, late }));
}

function handledNow<Tx>(
  { event, record, delivery, receiver }: Passage<Tx>,
  handler: Handler<Notification, Tx>,
  late: boolean,
): Promise<Handled> {
  const { inbox, clock, handlerTimeout, begin } = receiver;
  const start = delivery.patience.left(LIMITS.inbox + LIMITS.busyWait);
  const busyWait = Math.min(LIMITS.busyWait, start / 2);
  const limits = { start, busyWait, handler: handlerTimeout };
  return handle({ event, record, late, handler, inbox, clock, limits, begin });
}

/** One question to the inbox; no answer in time is `inbox_unreachable`. At once where the inbox answers at once. */
function asked<Tx, Answer>(
  { delivery }: Passage<Tx>,
  question: () => Answer | Promise<Answer>,
): Asked<Answer> | Promise<Asked<Answer>> {
  try {
    const answer = delivery.patience.step('The inbox', LIMITS.inbox, question);
    return isPromised(answer) ? answer.then(undefined, unreachable) : answer;
  } catch (error) {
    return unreachable(error);
  }
}

type Asked<Answer> = Answer | Refusal<'inbox_unreachable'>;

function unreachable(error: unknown): Refusal<'inbox_unreachable'> {
  return { state: 'inbox_unreachable', error };
}
