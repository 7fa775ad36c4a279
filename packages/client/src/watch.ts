import { channel } from 'node:diagnostics_channel';
import type { RequestSent } from './transport.ts';

/** What a watcher is told: ids, codes and times, never a secret and never a body. */
export type ClientEvent =
  | (EventFacts & { readonly type: 'call.start' })
  | (EventFacts & {
      readonly type: 'attempt.start';
      /** From 1. */
      readonly attempt: number;
      /** The operation that is sent: a settling query belongs to the call it settles. */
      readonly request: string;
    })
  | (EventFacts & {
      readonly type: 'attempt.end';
      readonly attempt: number;
      readonly request: string;
      readonly result: 'answer' | 'lost' | 'unwritten' | 'rate-limited';
      readonly requestSent: RequestSent;
      readonly httpStatus?: number | undefined;
      readonly respcd?: string | undefined;
      /** Milliseconds. */
      readonly duration: number;
    })
  | (EventFacts & {
      readonly type: 'call.end';
      /** `paid`, `created`, `unknown` …; `error` when the call rejects. */
      readonly status: string;
      readonly reason?: string | undefined;
      readonly respcd?: string | undefined;
      /** Of the error. */
      readonly code?: string | undefined;
      readonly duration: number;
    });

/** What every event carries. */
export interface EventFacts {
  /** Counts the calls of the process from 1. */
  readonly call: number;
  /** The method that was called: `payments.create`, `refunds.retrieve` … */
  readonly method: string;
  readonly out_trade_no?: string | undefined;
  /** Wall-clock milliseconds since 1970. */
  readonly at: number;
}

/** The channel of `node:diagnostics_channel` that carries every {@link ClientEvent} of the process. */
export const CLIENT_CHANNEL = 'qf:client';

const clientChannel = channel(CLIENT_CHANNEL);

/** Tells the client's own watcher and the channel. */
export interface Watch {
  /** Whether anybody listens: what begins unheard ends unheard. */
  isHeard(): boolean;
  tell(event: ClientEvent): void;
}

/** A watcher that throws is not heard: it never changes an outcome. */
export function watching(onEvent: ((event: ClientEvent) => unknown) | undefined): Watch {
  return {
    isHeard: () => onEvent !== undefined || clientChannel.hasSubscribers,
    tell(event) {
      if (clientChannel.hasSubscribers) clientChannel.publish(event);
      if (onEvent !== undefined) callQuietly(onEvent, event);
    },
  };
}

/** Calls a hook of the user; neither its error nor its rejected promise reaches the call. */
export function callQuietly<Value>(hook: (value: Value) => unknown, value: Value): void {
  try {
    const result = hook(value);
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // The hook's own business.
  }
}
