import type { Notification } from '@qf/protocol';
import { assertExecuted } from './assert-executed.ts';
import type { Clock } from './clock.ts';
import type { Handler, HandlerContext } from './event-route.ts';
import type { Grant, Inbox, InboxRecord, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import type { RefusedState } from './receipt.ts';
import { Stop } from './stop.ts';

/** One event on its way through the inbox to its handler. */
export interface Handling<Tx> {
  readonly event: Notification;
  readonly record: InboxRecord;
  readonly late: boolean;
  readonly handler: Handler<Notification, Tx>;
  readonly inbox: Inbox<Tx>;
  readonly clock: Clock;
  readonly limits: HandlingLimits;
  /** Told that work begins, which may outlive its answer; the returned function, that it has ended. */
  readonly begin: (stop: AbortController) => () => void;
}

/** Milliseconds. */
export interface HandlingLimits {
  /** Until the handler starts: a connection, and another delivery of the same event. */
  readonly start: number;
  /** Of this, for the other delivery. */
  readonly busyWait: number;
  /** From the handler's start until everything is remembered. */
  readonly handler: number;
}

/** How it went. */
export type Handled = Settled | { readonly state: RefusedState; readonly error: unknown };

type Phase = 'waiting' | 'handling' | 'threw' | 'handled';

/**
 * Runs the handler through the inbox, and answers for whatever can go wrong on the way. Never rejects.
 *
 * A handler that takes too long is told to stop and answered for with `handler_timeout`; what it still does is
 * the inbox's business, and the next delivery finds out.
 */
export function handle<Tx>(handling: Handling<Tx>): Promise<Handled> {
  const { inbox, record, clock, limits } = handling;
  const stop = new Stop();
  let phase: Phase = 'waiting';
  let cancel = () => {};
  return new Promise((resolve) => {
    const giveUpAfter = (ms: number, state: 'inbox_unreachable' | 'handler_timeout') => {
      cancel = clock.schedule(ms, () => {
        const error = tooLong(state, ms);
        stop.abort(error);
        resolve({ state, error });
      });
    };
    const work = async (grant: Grant<Tx>) => {
      if (stop.isAborted) throw stop.signal.reason;
      cancel();
      giveUpAfter(limits.handler, 'handler_timeout');
      phase = 'handling';
      try {
        assertExecuted(await handling.handler(handling.event, new Context(handling, grant, stop)));
        phase = 'handled';
      } catch (error) {
        phase = 'threw';
        throw error;
      }
    };
    const run = async () => {
      const ended = handling.begin(stop);
      try {
        if (stop.isAborted) throw stop.signal.reason;
        const running = inbox.run(record, work, {
          busyWait: limits.busyWait,
          workTime: limits.handler,
          stop,
        });
        if (phase === 'waiting') giveUpAfter(limits.start, 'inbox_unreachable');
        resolve(await running);
      } catch (error) {
        resolve({ state: failure(phase, error, stop), error });
      } finally {
        cancel();
        ended();
      }
    };
    void run();
  });
}

/** What a handler gets; a signal is made only for one that reads it. */
class Context<Tx> implements HandlerContext<Tx> {
  readonly tx: Tx;
  readonly key: string;
  readonly account: string;
  readonly late: boolean;
  readonly fence: number | undefined;
  declare readonly signal: AbortSignal;
  readonly #stop: Stop;

  constructor({ record, late }: Handling<Tx>, { tx, fence }: Grant<Tx>, stop: Stop) {
    this.tx = tx;
    this.key = record.key;
    this.account = record.account;
    this.late = late;
    this.fence = fence;
    this.#stop = stop;
    Reflect.defineProperty(this, 'signal', Context.#signal);
  }

  /** Its own, so that a copy of the context has it; one function for all, because V8 makes hash tables of objects else. */
  static readonly #signal = {
    enumerable: true,
    get(this: Context<unknown>) {
      return this.#stop.signal;
    },
  };
}

/** What an inbox that gave up means depends on how far it had come. */
function failure(phase: Phase, error: unknown, { signal }: AbortController): RefusedState {
  const codes = [error, signal.reason].map(codeOf);
  if (codes.includes('ERR_QF_LEASE_LOST')) return 'lease_lost';
  const states = {
    waiting: codes.includes('ERR_QF_DRAINING') ? 'draining' : 'inbox_unreachable',
    handling: 'handler_failed',
    threw: 'handler_failed',
    handled: 'commit_unknown',
  } as const;
  return states[phase];
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}

function tooLong(state: 'inbox_unreachable' | 'handler_timeout', ms: number): MiddlewareError {
  const what = state === 'handler_timeout' ? 'The handler' : 'Getting hold of the inbox';
  return new MiddlewareError('ERR_QF_TIME_LIMIT', `${what} took longer than ${ms} ms.`);
}
