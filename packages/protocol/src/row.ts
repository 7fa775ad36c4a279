import { keyText, looseText, replyAmount } from './reply-field.ts';
import { replyObject } from './sparse-object.ts';

/**
 * One transaction as the query shows it (QFPay, Transaction Enquiry). Every field is text except
 * `txamt`; what the gateway left out, sent as null or as "" is undefined. Names this list does not
 * know stay on the object.
 */
export interface Row {
  readonly syssn?: string | undefined;
  readonly out_trade_no?: string | undefined;
  readonly pay_type?: string | undefined;
  /** `payment` or `refund`; older replies also say `close`. */
  readonly order_type?: string | undefined;
  /** Minor units. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  readonly txdtm?: string | undefined;
  /** Gateway time, UTC+8. */
  readonly sysdtm?: string | undefined;
  /** Payment time, UTC+8; equals `sysdtm` while unpaid. */
  readonly paydtm?: string | undefined;
  /** The transaction's own result, not the query's. */
  readonly respcd?: string | undefined;
  readonly errmsg?: string | undefined;
  /** 0 live, 1 and 2 cancelled, 3 refunded, 4 pre-authorisation done, 5 partly refunded. */
  readonly cancel?: string | undefined;
  readonly chnlsn?: string | undefined;
  readonly chnlsn2?: string | undefined;
  readonly cardcd?: string | undefined;
  readonly cardtp?: string | undefined;
  readonly clisn?: string | undefined;
  readonly userid?: string | undefined;
  readonly udid?: string | undefined;
  readonly goods_name?: string | undefined;
  readonly goods_info?: string | undefined;
  readonly goods_detail?: string | undefined;
  /** Of a refund row: the payment it gives back. */
  readonly origssn?: string | undefined;
  readonly cash_fee?: string | undefined;
  readonly cash_fee_type?: string | undefined;
  readonly cash_refund_fee?: string | undefined;
  readonly cash_refund_fee_type?: string | undefined;
  readonly exchange_rate?: string | undefined;
}

/** Reads one row; only the fields that decide an outcome can make it fail. */
export const rowSchema = replyObject({
  syssn: keyText,
  out_trade_no: keyText,
  pay_type: keyText,
  order_type: keyText,
  txamt: replyAmount,
  txcurrcd: keyText,
  txdtm: looseText,
  sysdtm: looseText,
  paydtm: looseText,
  respcd: keyText,
  errmsg: looseText,
  cancel: keyText,
  chnlsn: looseText,
  chnlsn2: looseText,
  cardcd: looseText,
  cardtp: looseText,
  clisn: looseText,
  userid: looseText,
  udid: looseText,
  goods_name: looseText,
  goods_info: looseText,
  goods_detail: looseText,
  origssn: keyText,
  cash_fee: looseText,
  cash_fee_type: looseText,
  cash_refund_fee: looseText,
  cash_refund_fee_type: looseText,
  exchange_rate: looseText,
});
