import { type Notification, parseNotification } from '@qf/protocol';
import { abortable } from './abortable.ts';
import { assertExecuted } from './assert-executed.ts';
import { type Clock, pause } from './clock.ts';
import type { DeferringInbox, KeptEvent } from './deferring-inbox.ts';
import { type Handlers, handlerFor } from './event-route.ts';
import type { Grant } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import type { Receipt } from './receipt.ts';

/** How a worker works. */
export interface WorkOptions {
  /** Ends the worker after the event it is at. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between two looks when nothing is due. Default 1,000. */
  readonly pollEvery?: number | undefined;
}

/** One worker. */
export interface Worker<Tx> {
  readonly inbox: DeferringInbox<Tx>;
  readonly handlers: Handlers<Tx>;
  /** Whose events it takes; everybody's where there is none. */
  readonly account: string | undefined;
  /** Milliseconds. */
  readonly workTime: number;
  readonly pollEvery: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Told that work begins; the returned function, that it has ended. */
  readonly begin: (stop: AbortController) => () => void;
  readonly onWorked: (receipt: Receipt, duration: number) => void;
}

/** Handles kept events one after the other until `signal` aborts. Never rejects; a failure makes it wait. */
export async function workThrough<Tx>(worker: Worker<Tx>): Promise<void> {
  while (!worker.signal.aborted) {
    const hadOne = await workOnce(worker);
    if (!hadOne) await pause(worker.clock, worker.pollEvery, worker.signal);
  }
}

/** Whether one was handled. */
async function workOnce<Tx>(worker: Worker<Tx>): Promise<boolean> {
  const { inbox, account, clock, workTime, onWorked } = worker;
  const started = clock.monotonic();
  const stop = new AbortController();
  let taken: { event?: Notification; key: string; account: string } | undefined;
  const cancel = clock.schedule(workTime, () => {
    stop.abort(tooLong(taken === undefined ? 'The inbox' : 'The handler', workTime));
  });
  const work = async (kept: KeptEvent, grant: Grant<Tx>) => {
    const about = { key: kept.key, account: kept.account };
    taken = about;
    const event = parseNotification(kept.body);
    taken = { ...about, event };
    await handled(worker.handlers, event, kept, { grant, signal: stop.signal });
  };
  const ended = worker.begin(stop);
  try {
    // A connection that has gone silent answers neither the question nor the ROLLBACK, and would hold the worker up for ever.
    const taking = inbox.take(work, { account, workTime, stop });
    const settled = await abortable(taking, stop.signal);
    if (settled !== undefined) onWorked({ ...taken, ...settled }, clock.monotonic() - started);
    return settled !== undefined;
  } catch (error) {
    const failed = stop.signal.aborted ? 'handler_timeout' : 'handler_failed';
    const state = taken === undefined ? 'inbox_unreachable' : failed;
    const sentence = SENTENCES[state];
    onWorked({ ...taken, state, sentence, error }, clock.monotonic() - started);
    // The inbox has put the event off; another one may be due.
    return taken !== undefined;
  } finally {
    cancel();
    ended();
  }
}

/** What a failure means here: the gateway has its `SUCCESS`, and nobody but a worker brings the event again. */
const SENTENCES = {
  inbox_unreachable: 'A worker could not ask the inbox. Is its server up? It looks again.',
  handler_failed:
    'The handler of a kept event threw. Nothing was remembered; a worker tries again later, the gateway does not.',
  handler_timeout:
    'The handler of a kept event was told to stop. A worker tries again later, the gateway does not; look at handlerTimeout.',
} as const;

async function handled<Tx>(
  handlers: Handlers<Tx>,
  event: Notification,
  { key, account, late }: KeptEvent,
  { grant, signal }: { readonly grant: Grant<Tx>; readonly signal: AbortSignal },
): Promise<void> {
  const handler = handlerFor(event, handlers);
  // It had one when it was kept; this process was started without it.
  if (handler === undefined) {
    throw new MiddlewareError('ERR_QF_OPTIONS', `There is no handler for ${event.type} any more.`);
  }
  const context = { tx: grant.tx, key, account, signal, late, fence: grant.fence };
  assertExecuted(await handler(event, context));
}

function tooLong(what: string, ms: number): MiddlewareError {
  return new MiddlewareError('ERR_QF_TIME_LIMIT', `${what} took longer than ${ms} ms.`);
}
