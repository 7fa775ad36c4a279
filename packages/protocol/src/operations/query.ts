import { crossCheck } from '../cross-check.ts';
import { type Listed, listedReply } from '../envelope.ts';
import type { Operation } from '../operation.ts';
import * as field from '../request-field.ts';
import { type Row, rowSchema } from '../row.ts';
import { strictRequest } from '../sparse-object.ts';

/** Which transactions to look up. Give a number, or both ends of a range inside one month. */
export interface QueryRequest {
  /** One or several of QFPay's numbers, separated by commas. */
  syssn?: string | undefined;
  /** One or several of your numbers, separated by commas. */
  out_trade_no?: string | undefined;
  /** One or several, separated by commas. */
  pay_type?: string | undefined;
  /** Only rows with this result. */
  respcd?: string | undefined;
  /** On `sysdtm`, UTC+8. Without a range the gateway looks at the current month only. */
  start_time?: string | undefined;
  end_time?: string | undefined;
  /** From 1. */
  page?: number | undefined;
  /** 10 when absent, at most 100. */
  page_size?: number | undefined;
  mchid?: string | undefined;
  txzone?: string | undefined;
}

/**
 * The answer to a query. Its `respcd` is about the query; each row has its own. An empty list
 * proves nothing about an order of another month.
 */
export interface QueryReply extends Listed<Row> {}

const request = strictRequest({
  syssn: field.commaList(field.SYSSN).optional(),
  out_trade_no: field.commaList(field.OUT_TRADE_NO).optional(),
  pay_type: field.commaList(field.PAY_TYPE).optional(),
  respcd: field.respcd.optional(),
  start_time: field.startTime.optional(),
  end_time: field.endTime.optional(),
  page: field.page.optional(),
  page_size: field.pageSize.optional(),
  mchid: field.mchid.optional(),
  txzone: field.txzone.optional(),
}).refine(isOneMonth, crossCheck('end_time', 'one_month'));

function isOneMonth({ start_time: start, end_time: end }: QueryRequest): boolean {
  if (typeof start !== 'string' || typeof end !== 'string') return true;
  return start.slice(0, 7) === end.slice(0, 7) && start <= end;
}

/** `POST /trade/v1/query`: looks up payments, refunds and cancellations. */
export const queryOperation: Operation<QueryRequest, QueryReply> = {
  name: 'query',
  method: 'POST',
  path: '/trade/v1/query',
  readOnly: true,
  request,
  reply: listedReply(rowSchema),
  wire: { aliases: { mchntid: 'mchid', Page: 'page' } },
  senderRule: { oneOf: ['syssn', 'out_trade_no', ['start_time', 'end_time']] },
};
