import { type Notification, parseNotification } from '@qf/protocol';
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
  const cancel = clock.schedule(workTime, () => stop.abort(tooLong(workTime)));
  const work = async (kept: KeptEvent, grant: Grant<Tx>) => {
    const about = { key: kept.key, account: kept.account };
    taken = about;
    const event = parseNotification(kept.body);
    taken = { ...about, event };
    await handled(worker.handlers, event, kept, { grant, signal: stop.signal });
  };
  const ended = worker.begin(stop);
  try {
    const settled = await inbox.take(work, { account, workTime, stop });
    if (settled !== undefined) onWorked({ ...taken, ...settled }, clock.monotonic() - started);
    return settled !== undefined;
  } catch (error) {
    const failed = stop.signal.aborted ? 'handler_timeout' : 'handler_failed';
    const state = taken === undefined ? 'inbox_unreachable' : failed;
    onWorked({ ...taken, state, error }, clock.monotonic() - started);
    // The inbox has put the event off; another one may be due.
    return taken !== undefined;
  } finally {
    cancel();
    ended();
  }
}

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

function tooLong(ms: number): MiddlewareError {
  return new MiddlewareError('ERR_QF_TIME_LIMIT', `The handler took longer than ${ms} ms.`);
}
