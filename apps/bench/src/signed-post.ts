import { hash } from 'node:crypto';
import type { Pool } from 'undici';
import * as z from 'zod';
import { KEY, ORDER } from './order.ts';

/** The signed form that every contestant but ours makes by hand. */
export function signedBody(fields: Readonly<Record<string, string>> = ORDER) {
  const names = Object.keys(fields).sort();
  const text = names.map((name) => `${name}=${fields[name]}`).join('&');
  const sign = hash('md5', text + KEY, 'hex').toUpperCase();
  const body = names.map((name) => `${name}=${encodeURIComponent(fields[name] ?? '')}`).join('&');
  const type = 'application/x-www-form-urlencoded';
  return { body, headers: { 'content-type': type, 'X-QF-APPCODE': 'BENCH', 'X-QF-SIGN': sign } };
}

/** Signs, posts and parses, and believes whatever happens. */
export async function post(pool: Pool, path: string, fields: Readonly<Record<string, string>>) {
  const { body, headers } = signedBody(fields);
  const reply = await pool.request({ method: 'POST', path, body, headers });
  return JSON.parse(await reply.body.text());
}

const number = z.string().regex(/^[A-Za-z0-9_|*.-]{1,128}$/);
const time = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const SENT = z.strictObject({
  txamt: z
    .string()
    .regex(/^\d{1,11}$/)
    .optional(),
  txcurrcd: z.enum(['HKD', 'USD']).optional(),
  pay_type: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  out_trade_no: number,
  txdtm: time.optional(),
  goods_name: z.string().min(1).max(64).optional(),
  mchid: z.string().max(32).optional(),
  udid: z.string().max(40).optional(),
  start_time: time.optional(),
  end_time: time.optional(),
  page: z.string().optional(),
  page_size: z.string().optional(),
});

const transaction = {
  syssn: z.string().optional(),
  out_trade_no: z.string().optional(),
  pay_type: z.string().optional(),
  order_type: z.string().optional(),
  txamt: z.coerce.number().int().optional(),
  txcurrcd: z.string().optional(),
  txdtm: z.string().optional(),
  sysdtm: z.string().optional(),
  paydtm: z.string().optional(),
  cancel: z.string().optional(),
  errmsg: z.string().optional(),
  chnlsn: z.string().optional(),
  pay_url: z.url().optional(),
};

const CAME = z.looseObject({
  ...transaction,
  respcd: z.string().regex(/^\d{4}$/),
  respmsg: z.string().optional(),
  resperr: z.string().optional(),
  data: z.array(z.looseObject({ ...transaction, respcd: z.string() })).optional(),
});

/**
 * The same as a careful team writes it: zod over what is sent and what came, one limit over headers and body, and the
 * number in the answer compared with the one that was asked for.
 */
export async function carefulPost(
  pool: Pool,
  path: string,
  input: Readonly<Record<string, string>>,
) {
  const fields = SENT.parse(input);
  const { body, headers } = signedBody(fields as Record<string, string>);
  const signal = AbortSignal.timeout(30_000);
  const reply = await pool.request({ method: 'POST', path, body, headers, signal });
  const text = await reply.body.text();
  if (reply.statusCode !== 200) throw new Error(`HTTP ${reply.statusCode}`);
  const answer = CAME.parse(JSON.parse(text));
  const order = answer.data?.[0] ?? answer;
  if (order.out_trade_no !== fields.out_trade_no)
    throw new Error('The answer is about another order.');
  return order;
}
