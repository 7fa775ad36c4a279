import type * as z from 'zod';
import { crossCheck } from './cross-check.ts';
import { type FlatReply, flatReply, flatReplyShape } from './flat-reply.ts';
import { keyText } from './reply-field.ts';
import * as field from './request-field.ts';
import { strictRequest } from './sparse-object.ts';

/** Ends an order that was not paid: `syssn` or `out_trade_no`, with the order's own amount and time. */
export interface CancelRequest {
  syssn?: string | undefined;
  out_trade_no?: string | undefined;
  /** Minor units, as ordered. */
  txamt: number;
  /** The order's own `txdtm`. */
  txdtm: string;
  mchid?: string | undefined;
  udid?: string | undefined;
  txzone?: string | undefined;
}

/** What close and reversal answer. 0000 is no proof that nobody paid: query afterwards. */
export interface CancelReply extends FlatReply {
  /** The order that was cancelled; `syssn` is the cancel's own number. */
  readonly orig_syssn?: string | undefined;
}

export const cancelRequest: z.ZodType<CancelRequest> = strictRequest({
  syssn: field.syssn.optional(),
  out_trade_no: field.outTradeNo.optional(),
  txamt: field.txamt,
  txdtm: field.txdtm,
  mchid: field.mchid.optional(),
  udid: field.udid.optional(),
  txzone: field.txzone.optional(),
}).refine(
  ({ syssn, out_trade_no }) => syssn !== undefined || out_trade_no !== undefined,
  crossCheck('syssn', 'one_of', 'syssn or out_trade_no'),
);

export const cancelReply: z.ZodType<CancelReply> = flatReply({
  ...flatReplyShape,
  orig_syssn: keyText,
});
