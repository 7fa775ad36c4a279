import type * as z from 'zod';
import { isRecord } from './is-record.ts';
import { keyText, looseText, replyAmount, replyCode } from './reply-field.ts';
import { replyObject } from './sparse-object.ts';

/** What payment, refund, close, reversal, capture and release answer alike. */
export interface FlatReply {
  readonly respcd: string;
  readonly resperr?: string | undefined;
  readonly respmsg?: string | undefined;
  /** QFPay's number of this very operation. */
  readonly syssn?: string | undefined;
  readonly out_trade_no?: string | undefined;
  /** Minor units. */
  readonly txamt?: number | undefined;
  readonly txcurrcd?: string | undefined;
  readonly txdtm?: string | undefined;
  /** Gateway time, UTC+8. */
  readonly sysdtm?: string | undefined;
  readonly paydtm?: string | undefined;
  readonly pay_type?: string | undefined;
  readonly udid?: string | undefined;
  readonly cardcd?: string | undefined;
  readonly chnlsn?: string | undefined;
  readonly chnlsn2?: string | undefined;
  /** SUCCESS, FAILED or PENDING, or another code than outside; only in the documented envelope. */
  readonly txstatus?: string | undefined;
}

export const flatReplyShape = {
  respcd: replyCode,
  resperr: looseText,
  respmsg: looseText,
  syssn: keyText,
  out_trade_no: keyText,
  txamt: replyAmount,
  txcurrcd: keyText,
  txdtm: looseText,
  sysdtm: looseText,
  paydtm: looseText,
  pay_type: keyText,
  udid: looseText,
  cardcd: looseText,
  chnlsn: looseText,
  chnlsn2: looseText,
  txstatus: keyText,
};

/**
 * A reply that is flat in every sample, while the documented envelope puts the same fields into
 * `data`. Both are read; a field that is filled outside wins (our decision D-21).
 */
export function flatReply<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return replyObject(shape, flatten);
}

function flatten(reply: unknown): unknown {
  if (!isRecord(reply) || !isRecord(reply['data'])) return reply;
  const { qf_trade_no: syssn, respcd: inside, ...data } = reply['data'];
  const outside = Object.entries(reply).filter(([, value]) => value !== null && value !== '');
  const flat = { syssn, ...data, ...Object.fromEntries(outside) };
  // The result stands outside; another one inside is about the transaction, as in a query.
  const isSame = inside === undefined || inside === null || inside === reply['respcd'];
  return isSame ? flat : { ...flat, txstatus: inside };
}
