import type { Notification } from '@qf/protocol';
import type { Durable } from './durable.ts';

/** The states that stop the gateway from coming again; they need an inbox's proof. */
export type AcknowledgedState =
  /** Handled now. */
  | 'done'
  /** Handled, or kept for a worker, with an earlier delivery. */
  | 'duplicate'
  /** Kept for a worker. */
  | 'received'
  /** Kept for people, now or before: amount, currency or store differ, the gateway denies it, or nobody handles it. */
  | 'set_aside';

/** The states after which the gateway comes again. */
export type RefusedState =
  /** To be set aside, but the inbox cannot keep it. */
  | 'not_durable'
  /** The merchant's books do not know the order yet. */
  | 'unknown_order'
  /** The gateway was asked and does not confirm it yet. */
  | 'unconfirmed'
  /** Another delivery of it is being handled. */
  | 'busy'
  | 'inbox_unreachable'
  /** The process is shutting down. */
  | 'draining'
  | 'handler_failed'
  | 'handler_timeout'
  /** Somebody else has taken it over. */
  | 'lease_lost'
  /** Handled, but nobody knows whether that is remembered. */
  | 'commit_unknown'
  /** Same identity, other content. */
  | 'conflict'
  /** The signature is missing or wrong. */
  | 'forged'
  /** No client key belongs to the request. */
  | 'no_key'
  /** Genuine, but not to be read. */
  | 'unreadable'
  /** A parser read the body before. */
  | 'body_consumed'
  | 'failed'
  | 'wrong_address'
  | 'wrong_method'
  /** Compressed, or in parts. */
  | 'wrong_encoding'
  | 'too_large'
  | 'too_slow'
  /** The sender hung up; nobody is there to be answered. */
  | 'aborted';

/** How a delivery ended. */
export type ReceiptState = AcknowledgedState | RefusedState;

interface ReceiptRow {
  /** HTTP. */
  readonly status: number;
  /** People are told. */
  readonly problem?: true;
  /** The body was not read to its end, so the connection cannot be used again. */
  readonly closes?: true;
}

/** What each end of a delivery means for its answer. */
export const RECEIPT_STATES: Readonly<Record<ReceiptState, ReceiptRow>> = {
  done: { status: 200 },
  duplicate: { status: 200 },
  received: { status: 200 },
  set_aside: { status: 200, problem: true },
  not_durable: { status: 500, problem: true },
  unknown_order: { status: 503, problem: true },
  unconfirmed: { status: 503, problem: true },
  busy: { status: 503 },
  inbox_unreachable: { status: 503, problem: true },
  draining: { status: 503, closes: true },
  handler_failed: { status: 500, problem: true },
  handler_timeout: { status: 504, problem: true },
  lease_lost: { status: 500, problem: true },
  commit_unknown: { status: 500, problem: true },
  conflict: { status: 409, problem: true },
  forged: { status: 401 },
  no_key: { status: 500, problem: true },
  unreadable: { status: 422, problem: true },
  body_consumed: { status: 500, problem: true },
  failed: { status: 500, problem: true },
  wrong_address: { status: 403, closes: true },
  wrong_method: { status: 405, closes: true },
  wrong_encoding: { status: 415, closes: true },
  too_large: { status: 413, closes: true },
  too_slow: { status: 408, closes: true },
  aborted: { status: 400, closes: true },
};

/** How one delivery ended, with what is known about it. */
export type Receipt = Settlement | Refusal;

/** An end that may be acknowledged. */
export interface Settlement extends ReceiptFacts {
  readonly state: AcknowledgedState;
  readonly durable: Durable;
}

/** An end that may not. */
export interface Refusal<State extends RefusedState = RefusedState> extends ReceiptFacts {
  readonly state: State;
}

/** What is known about a delivery when it ends. */
export interface ReceiptFacts {
  readonly event?: Notification | undefined;
  /** The inbox key. */
  readonly key?: string | undefined;
  /** Whose event it is. */
  readonly account?: string | undefined;
  /** Why, in a sentence with the fix. */
  readonly sentence?: string | undefined;
  /** Why, as a word: `amount`, `currency`, `mchid`, `unhandled`, `missing`, `mismatch` … */
  readonly reason?: string | undefined;
  readonly error?: unknown;
}

/** Whether people are told about a delivery that ended so. */
export function needsPeople(state: ReceiptState): boolean {
  return RECEIPT_STATES[state].problem === true;
}

/** Whether something that may be a receipt is one that refuses. */
export function isRefusal<Other extends object>(value: Other | Refusal): value is Refusal {
  return 'state' in value;
}
