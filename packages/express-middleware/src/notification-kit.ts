import { gatewayJson, HEADERS } from '@qf/protocol';
import { type Keyring, signBody } from '@qf/signing';

/** Fields of a notification; whatever is given replaces what the kit would send, `undefined` leaves it out. */
export type NotificationFields = Readonly<Record<string, string | undefined>>;

/** A notification as the gateway sends it. */
export interface SignedNotification {
  readonly fields: Readonly<Record<string, string>>;
  /** JSON, printed as the gateway prints it. */
  readonly body: string;
  /** Content type and signature. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Makes signed notifications of every kind; each has a number of its own unless one is given. Every kit counts from 1: empty
 * an inbox that outlives the test, or it knows them.
 */
export interface NotificationKit {
  payment(fields?: NotificationFields): SignedNotification;
  /** A payment in the card form: no `status`, no `notify_type`, `order_type` instead. */
  cardPayment(fields?: NotificationFields): SignedNotification;
  refund(fields?: NotificationFields): SignedNotification;
  /** Release of a pre-authorisation. */
  unfreeze(fields?: NotificationFields): SignedNotification;
  close(fields?: NotificationFields): SignedNotification;
  token(fields?: NotificationFields): SignedNotification;
  subscription(fields?: NotificationFields): SignedNotification;
  subscriptionPayment(fields?: NotificationFields): SignedNotification;
  /** A kind that nobody knows yet. */
  other(fields?: NotificationFields): SignedNotification;
  /** Signs a body as it is, for bodies that the gateway would not send. */
  sign(body: string | Uint8Array): Readonly<Record<string, string>>;
}

const TRADE = {
  status: '1',
  pay_type: '801514',
  txamt: '1234',
  txcurrcd: 'HKD',
  respcd: '0000',
  cancel: '0',
  txdtm: '2026-01-01 10:30:34',
  sysdtm: '2026-01-01 10:30:35',
  paydtm: '2026-01-01 10:30:59',
  goods_name: '',
  cardcd: '',
} as const;

const BILLING = {
  notify_type: 'subscription_payment',
  subscription_id: 'sub_000001',
  respcd: '0000',
  txdtm: TRADE.txdtm,
  txamt: TRADE.txamt,
  txcurrcd: TRADE.txcurrcd,
  current_iteration: '1',
} as const;

/**
 * Plays the gateway in a merchant's own tests.
 *
 * @example
 * const gateway = notificationKit(clientKey('demo-key-0001-NOT-REAL'));
 * const { body, headers } = gateway.payment({ out_trade_no: 'A-1', txamt: '1234' });
 * await fetch('http://127.0.0.1:3000/qfpay/notify', { method: 'POST', body, headers });
 */
export function notificationKit(clientKey: Keyring): NotificationKit {
  let count = 0;
  const numbered = (prefix: string) => `${prefix}${String(count).padStart(6, '0')}`;
  const signed = (fields: NotificationFields): SignedNotification => {
    const given = Object.entries(fields).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const body = gatewayJson(Object.fromEntries(given));
    return { fields: Object.fromEntries(given), body, headers: sign(body) };
  };
  const sign = (body: string | Uint8Array) => ({
    'content-type': 'application/json',
    [HEADERS.sign]: signBody(body, clientKey),
  });
  const trade =
    (kind: NotificationFields) =>
    (fields: NotificationFields = {}) => {
      count += 1;
      const numbers = { syssn: numbered('20260101000100020000'), out_trade_no: numbered('TEST-') };
      return signed({ ...TRADE, ...kind, ...numbers, ...fields });
    };
  const named =
    (kind: NotificationFields, name: string) =>
    (fields: NotificationFields = {}) => {
      count += 1;
      const sysdtm = TRADE.sysdtm;
      return signed({ ...kind, [name]: numbered(`${name}_`), sysdtm, ...fields });
    };
  // By the documents it has the time of the charge and no `sysdtm`.
  const billing = (fields: NotificationFields = {}) => {
    count += 1;
    const numbers = {
      subscription_order_id: numbered('subscription_order_id_'),
      syssn: numbered('20260101000100020000'),
    };
    return signed({ ...BILLING, ...numbers, ...fields });
  };
  return {
    payment: trade({ notify_type: 'payment' }),
    cardPayment: trade({ status: undefined, order_type: 'payment', pay_type: '802801' }),
    refund: trade({ notify_type: 'refund' }),
    unfreeze: trade({ notify_type: 'unfreeze' }),
    close: trade({ notify_type: 'close' }),
    token: named({ notify_type: 'payment_token', event: 'NEW', respcd: '0000' }, 'tokenid'),
    subscription: named({ notify_type: 'subscription', state: 'ACTIVE' }, 'subscription_id'),
    subscriptionPayment: billing,
    other: named({ notify_type: 'something_new' }, 'reference'),
    sign,
  };
}
