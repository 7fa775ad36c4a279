import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { looseCount, looseText, replyCode } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { type Row, rowSchema } from '../row.ts';

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

/** The answer to a query. Its `respcd` is about the query; each row has its own. */
export interface QueryReply {
  readonly respcd: string;
  readonly resperr?: string | undefined;
  readonly respmsg?: string | undefined;
  readonly page?: number | undefined;
  readonly page_size?: number | undefined;
  /** Empty when nothing was found, which proves nothing about an order of another month. */
  readonly data: Row[];
}

const request = z
  .strictObject({
    syssn: field.commaList(field.syssn).optional(),
    out_trade_no: field.commaList(field.outTradeNo).optional(),
    pay_type: field.commaList(z.string().regex(/^\d{6}$/)).optional(),
    respcd: field.respcd.optional(),
    start_time: field.startTime.optional(),
    end_time: field.endTime.optional(),
    page: field.page.optional(),
    page_size: field.pageSize.optional(),
    mchid: field.mchid.optional(),
    txzone: field.txzone.optional(),
  })
  .refine(({ start_time, end_time }) => isOneMonth(start_time, end_time), {
    path: ['end_time'],
    params: { rule: 'one_month' },
  });

function isOneMonth(start: string | undefined, end: string | undefined): boolean {
  if (start === undefined || end === undefined) return true;
  return start.slice(0, 7) === end.slice(0, 7) && start <= end;
}

const reply = z.looseObject({
  respcd: replyCode,
  resperr: looseText,
  respmsg: looseText,
  page: looseCount,
  page_size: looseCount,
  data: z.preprocess((data) => (data === null || data === '' ? [] : data), z.array(rowSchema)),
});

/** `POST /trade/v1/query`: looks up payments, refunds and cancellations. */
export const queryOperation: Operation<QueryRequest, QueryReply> = {
  name: 'query',
  method: 'POST',
  path: '/trade/v1/query',
  readOnly: true,
  request,
  reply: z.preprocess(withDataOfRefusal, reply),
  wire: { aliases: { mchntid: 'mchid', Page: 'page' } },
  senderRule: { oneOf: ['syssn', 'out_trade_no', ['start_time', 'end_time']] },
};

/** A query that was answered (0000) must show its list; one that was refused has none to show. */
function withDataOfRefusal(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || 'data' in answer) return answer;
  return 'respcd' in answer && answer.respcd !== '0000' ? { ...answer, data: [] } : answer;
}
