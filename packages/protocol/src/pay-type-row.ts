/** How the customer meets a pay type. */
export type PayMode =
  /** Desktop page. */
  | 'WEB'
  /** Page in a mobile browser. */
  | 'WAP'
  /** The merchant shows a QR code. */
  | 'MPM'
  /** The merchant scans the payer's code. */
  | 'CPM'
  | 'JSAPI'
  | 'MINI_PROGRAM'
  | 'IN_APP'
  | 'CARD_ONLINE'
  | 'CARD_OFFLINE'
  | 'APPLE_PAY'
  | 'CARD_DEVICE_DATA'
  | 'PREAUTH'
  | 'PREAUTH_CPM'
  | 'PREAUTH_MPM'
  | 'PREAUTH_IN_APP'
  | 'PREAUTH_WEB'
  /** A name that leaked into the documents and is no payment. */
  | 'INTERNAL';

/** The reply field that the customer acts on; null where the reply itself is the outcome. */
export type DrivingField = 'pay_url' | 'qrcode' | 'pay_params' | 'web_url' | null;

/** What a registry row can add to its code, wallet and mode. */
export interface PayTypeDetails {
  /** On a published list of codes that take `expired_time`. */
  readonly expiry?: true;
  /** How an unfinished order is ended, as advice (our decision D-15); `void` gives a paid one back. */
  readonly cancel?: 'reversal' | 'close' | 'void';
  readonly refunds?: false;
  /** Days after the payment in which production refunds; observed, not documented. */
  readonly refundDays?: number;
  readonly drives?: DrivingField;
  /** Also seen instead of `drives`. */
  readonly drivesOr?: DrivingField;
  /** Extra request fields without which the call fails. */
  readonly needs?: readonly string[];
  /** Extra request fields it can use. */
  readonly takes?: readonly string[];
  readonly notes?: string;
}

/**
 * One line of a pay type table: code, name, wallet, mode, merchants or region, where it was seen,
 * the rest. Seen: S the Alipay web page, L newest, C and D current, Y, M older editions, J, G, Z of
 * 2017 to 2019; h hidden, * a page of that edition but not its table.
 */
export type PayTypeRow<Code extends string = string, Name extends string = string> = readonly [
  code: Code,
  name: Name,
  wallet: string,
  mode: PayMode,
  merchants: string,
  seen: string,
  details?: PayTypeDetails,
];
