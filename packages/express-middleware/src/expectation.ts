import type {
  CloseNotification,
  Notification,
  Payment,
  PaymentNotification,
  RefundNotification,
  UnfreezeNotification,
} from '@qf/protocol';
import { MiddlewareError } from './middleware-error.ts';

/** The events that belong to an order of the merchant. */
export type TradeNotification =
  | PaymentNotification
  | RefundNotification
  | UnfreezeNotification
  | CloseNotification;

/** What the merchant's books say about an order or a refund. */
export interface Expected {
  /** Minor units. */
  readonly txamt: number;
  readonly txcurrcd: string;
  /**
   * The store; compared when given, and an empty one is that of events without a store. Agents must give it: all their
   * stores share one key.
   */
  readonly mchid?: string | null | undefined;
  /** The order was closed or written off: the handler is told that the payment is `late`. */
  readonly closed?: boolean | null | undefined;
}

/** For whom a notification came. */
export interface NotifiedAccount {
  /** The `account` of the endpoint, or what `keyFor` gave with the key that the signature fits. */
  readonly account: string;
}

/**
 * Finds the order, or the refund, that an event is about; nothing while the books do not know it yet.
 *
 * With several merchants it must look among the orders of `account` alone: each of them has a key that signs whatever
 * its owner likes, and would pay for the orders of the others with it.
 */
export type Expect = (
  event: TradeNotification,
  merchant: NotifiedAccount,
) => Expected | undefined | null | Promise<Expected | undefined | null>;

/** Asks the gateway about a payment before it is believed, with the key of the merchant that it came for. */
export type Confirm = (
  event: PaymentNotification,
  merchant: NotifiedAccount,
) => Payment | Promise<Payment>;

/** Whether the event is about an order; the rest has nothing to be compared with. */
export function isTrade(event: Notification): event is TradeNotification {
  return ['payment', 'refund', 'unfreeze', 'close'].includes(event.type);
}

/**
 * The first thing in which an event differs from the books. What the books name and the event leaves out differs.
 *
 * Throws {@link MiddlewareError} `ERR_QF_EXPECTED` for books that cannot be compared, such as an amount as text.
 */
export function mismatch(
  event: TradeNotification,
  expected: Expected,
): 'amount' | 'currency' | 'mchid' | undefined {
  assertComparable(expected);
  if (event.txamt !== expected.txamt) return 'amount';
  if (event.txcurrcd !== expected.txcurrcd) return 'currency';
  const mchid = expected.mchid ?? undefined;
  if (mchid !== undefined && (event.mchid ?? '') !== mchid) return 'mchid';
  return undefined;
}

function assertComparable({ txamt, txcurrcd, mchid, closed }: Expected): void {
  const areTexts = typeof txcurrcd === 'string' && typeof (mchid ?? '') === 'string';
  // Some databases say 1 for true, and a late payment would be handled as one in time.
  if (Number.isSafeInteger(txamt) && areTexts && typeof (closed ?? false) === 'boolean') return;
  throw new MiddlewareError(
    'ERR_QF_EXPECTED',
    `expect() must give txamt as an integer of minor units, txcurrcd and mchid as text, closed as true or false. Database drivers give BIGINT and NUMERIC as text: wrap them in Number(). Received: txamt ${typeof txamt}, txcurrcd ${typeof txcurrcd}, mchid ${typeof mchid}, closed ${typeof closed}.`,
  );
}
