import type { JsonValue } from './json-reader.ts';

/** What every notification carries beside its own fields. */
export interface NotificationFacts {
  /** Names this one event; every delivery of it has the same id, another event has another one. */
  readonly id: string;
  /** Every field as it came, also those that no type lists. */
  readonly raw: Readonly<Record<string, JsonValue>>;
}

/**
 * Fields of a notification about a transaction (QFPay, Asynchronous Notifications). Text except
 * `txamt`; what was left out, null or "" is undefined.
 */
export interface TradeFields extends NotificationFacts {
  /** `1` is success; absent in the card form. */
  readonly status?: string | undefined;
  readonly notify_type?: string | undefined;
  /** Says what `notify_type` says in the card form, which has none. */
  readonly order_type?: string | undefined;
  /** QFPay's number of this transaction; of a refund usually the refund's own. */
  readonly syssn: string;
  readonly out_trade_no: string;
  readonly pay_type?: string | undefined;
  /** Minor units. */
  readonly txamt: number;
  readonly txcurrcd?: string | undefined;
  readonly txdtm?: string | undefined;
  /** Gateway time, UTC+8. */
  readonly sysdtm?: string | undefined;
  /** Payment time, UTC+8. */
  readonly paydtm?: string | undefined;
  /** 0 live, 1 and 2 cancelled, 3 refunded, 4 pre-authorisation done, 5 partly refunded. */
  readonly cancel?: string | undefined;
  readonly respcd?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly errmsg?: string | undefined;
  /** The store, where the sender is an agent. */
  readonly mchid?: string | undefined;
  readonly udid?: string | undefined;
  readonly goods_name?: string | undefined;
  readonly goods_info?: string | undefined;
  readonly chnlsn?: string | undefined;
  readonly chnlsn2?: string | undefined;
  readonly cardcd?: string | undefined;
  readonly cash_fee?: string | undefined;
  readonly cash_fee_type?: string | undefined;
  readonly cash_refund_fee?: string | undefined;
  readonly cash_refund_fee_type?: string | undefined;
  readonly exchange_rate?: string | undefined;
}

/** Money arrived, or so it says: look at `status`, `respcd` and `cancel`. */
export interface PaymentNotification extends TradeFields {
  readonly type: 'payment';
}

/** Money went back; `out_trade_no` is usually the refund's own number. */
export interface RefundNotification extends TradeFields {
  readonly type: 'refund';
}

/** A pre-authorisation was released. */
export interface UnfreezeNotification extends TradeFields {
  readonly type: 'unfreeze';
}

/** An order was closed; only older editions know it. */
export interface CloseNotification extends TradeFields {
  readonly type: 'close';
}

/** A card was stored (QFPay, Tokenisation). */
export interface TokenNotification extends NotificationFacts {
  readonly type: 'payment_token';
  readonly tokenid: string;
  /** `NEW`, `MATCH` (the same card is stored already) or `CONFLICT` (with other details). */
  readonly event?: string | undefined;
  readonly token_expiry_date?: string | undefined;
  /** Masked. */
  readonly cardcd?: string | undefined;
  readonly card_scheme?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly token_reason?: string | undefined;
  readonly token_reference?: string | undefined;
  readonly userid?: string | undefined;
  readonly respcd?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly sysdtm?: string | undefined;
}

/** A subscription changed its state. */
export interface SubscriptionNotification extends NotificationFacts {
  readonly type: 'subscription';
  readonly subscription_id: string;
  readonly state: string;
  readonly sysdtm?: string | undefined;
}

/** A subscription was billed; `respcd` tells whether money moved. */
export interface SubscriptionPaymentNotification extends NotificationFacts {
  readonly type: 'subscription_payment';
  readonly subscription_id: string;
  readonly subscription_order_id: string;
  readonly respcd: string;
  readonly respmsg?: string | undefined;
  readonly syssn?: string | undefined;
  readonly txdtm?: string | undefined;
  readonly sysdtm?: string | undefined;
  /** Minor units. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  readonly customer_id?: string | undefined;
  /** Separated by commas. */
  readonly product_id?: string | undefined;
  /** Masked. */
  readonly cardcd?: string | undefined;
  readonly card_scheme?: string | undefined;
  readonly current_iteration?: string | undefined;
  readonly reason?: string | undefined;
}

/** A kind of event that this version does not know; nothing of it is lost. */
export interface OtherNotification extends NotificationFacts {
  readonly type: 'other';
  readonly notify_type?: string | undefined;
  readonly syssn?: string | undefined;
  readonly out_trade_no?: string | undefined;
  readonly mchid?: string | undefined;
}

/** Whatever the gateway tells; `type` decides. */
export type Notification =
  | PaymentNotification
  | RefundNotification
  | UnfreezeNotification
  | CloseNotification
  | TokenNotification
  | SubscriptionNotification
  | SubscriptionPaymentNotification
  | OtherNotification;
