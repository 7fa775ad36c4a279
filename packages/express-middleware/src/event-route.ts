import type {
  Notification,
  OtherNotification,
  PaymentNotification,
  RefundNotification,
  SubscriptionNotification,
  SubscriptionPaymentNotification,
  TokenNotification,
} from '@qf/protocol';

/** What a handler gets beside the event. */
export interface HandlerContext<Tx> {
  /** What to write with, so that the effect and the memory of it are one; undefined where the inbox has none. */
  readonly tx: Tx;
  /** Names this event for ever; the idempotency key for everything outside `tx`. */
  readonly key: string;
  /** The merchant it came for, by `account` or `keyFor`. */
  readonly account: string;
  /** Aborts when the handler's time is over. A handler that stops because of it must throw: `signal.throwIfAborted()`. */
  readonly signal: AbortSignal;
  /** The order was closed or written off before this payment came: refund it or supply it, but do not lose it. */
  readonly late: boolean;
  /** Grows with every attempt at this event; only leased inboxes have one. */
  readonly fence: number | undefined;
}

/** Handles one kind of event. Rejecting means: not done, deliver it again. So does a query that was only built, or a list of promises. */
export type Handler<Event, Tx> = (
  event: Event,
  context: HandlerContext<Tx>,
) => Promise<unknown> | unknown;

/** What the merchant does with each kind of event. */
export interface Handlers<Tx> {
  /** Money arrived: status 1 or none, respcd 0000, not cancelled. */
  readonly onPayment?: Handler<PaymentNotification, Tx> | undefined;
  /** Money went back; `syssn` and `out_trade_no` are usually the refund's own. */
  readonly onRefund?: Handler<RefundNotification, Tx> | undefined;
  /** A card was stored. */
  readonly onToken?: Handler<TokenNotification, Tx> | undefined;
  /** A subscription changed, or was billed; a billing may have failed: look at its `respcd` and amount. */
  readonly onSubscription?:
    | Handler<SubscriptionNotification | SubscriptionPaymentNotification, Tx>
    | undefined;
  /**
   * Everything genuine that no handler above took: a payment that was cancelled, reversed or did not
   * succeed, releases, closings, and kinds that this version does not know.
   */
  readonly onOther?: Handler<Notification | OtherNotification, Tx> | undefined;
}

/** Which handler an event goes to. */
export type Route = keyof Handlers<unknown>;

/** The handler that an event belongs to by what it says, whether the merchant gave it or not. */
export function routeOf(event: Notification): Route {
  switch (event.type) {
    case 'payment':
      return succeeded(event) && (event.cancel ?? '0') === '0' ? 'onPayment' : 'onOther';
    case 'refund':
      return succeeded(event) ? 'onRefund' : 'onOther';
    case 'payment_token':
      return 'onToken';
    case 'subscription':
    case 'subscription_payment':
      return 'onSubscription';
    case 'unfreeze':
    case 'close':
    case 'other':
      return 'onOther';
  }
}

/** The merchant's handler for the event: its own, else `onOther`. */
export function handlerFor<Tx>(
  event: Notification,
  handlers: Handlers<Tx>,
): Handler<Notification, Tx> | undefined {
  return (handlers[routeOf(event)] ?? handlers.onOther) as Handler<Notification, Tx> | undefined;
}

/** The card form has no status (our decision D-24). */
function succeeded({ status, respcd }: PaymentNotification | RefundNotification): boolean {
  return (status ?? '1') === '1' && respcd === '0000';
}
