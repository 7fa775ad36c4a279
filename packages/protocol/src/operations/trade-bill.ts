import * as z from 'zod';
import { isCalendarTime } from '../calendar-time.ts';
import { type Enveloped, envelopedReply } from '../envelope.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { strictRequest } from '../sparse-object.ts';

/** The day to reconcile. */
export interface TradeBillRequest {
  /** `YYYY-MM-DD`. */
  trade_date: string;
}

/**
 * `GET /download/v1/trade_bill`: the day's transactions of the whole channel, all merchants, as a
 * zip file. Production only; in older editions only.
 */
export const tradeBillOperation: Operation<
  TradeBillRequest,
  Enveloped<Readonly<Record<string, unknown>>>
> = {
  name: 'trade_bill',
  method: 'GET',
  path: '/download/v1/trade_bill',
  readOnly: true,
  request: strictRequest({
    trade_date: noted(
      { expected: 'a day that exists, YYYY-MM-DD', example: '2026-01-01' },
      z.string().refine((day) => isCalendarTime(`${day} 00:00:00`), {
        params: { rule: 'timestamp' },
      }),
    ),
  }),
  reply: envelopedReply({}),
  download: 'zip',
};
