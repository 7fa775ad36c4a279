import { QFPayClient } from '@qf/client';
import axios from 'axios';
import ky from 'ky';
import Stripe from 'stripe';
import { Pool } from 'undici';
import { IN_FLIGHT } from './contest.ts';
import { KEY, ORDER } from './order.ts';
import { carefulPost, post, signedBody } from './signed-post.ts';

const PAYMENT = '/trade/v1/payment';
const QUERY = '/trade/v1/query';

/** What a query by number sends, with the month's range that the client works out. */
const QUESTION = {
  start_time: '2026-01-01 00:00:00',
  end_time: '2026-01-31 23:59:59',
  out_trade_no: ORDER.out_trade_no,
  page: '1',
  page_size: '100',
} as const;

/** Makes one call. */
export type Call = () => Promise<unknown>;

/** Ways to create or retrieve a payment at the gateway of an address. */
export const CALLERS = {
  undici: (url) => {
    const pool = poolOf(url);
    return () => post(pool, PAYMENT, ORDER);
  },

  careful: (url) => {
    const pool = poolOf(url);
    return () => carefulPost(pool, PAYMENT, ORDER);
  },

  create: (url) => {
    const { payments } = clientOf(url);
    return () => payments.create({ ...ORDER, pay_type: '801514', txamt: 1234 });
  },

  fetch: (url) => async () => {
    const reply = await fetch(url + PAYMENT, { method: 'POST', ...signedBody() });
    return reply.json();
  },

  axios: (url) => () => {
    const { body, headers } = signedBody();
    return axios.post(url + PAYMENT, body, { headers });
  },

  ky: (url) => () => ky.post(url + PAYMENT, signedBody()).json(),

  stripe: (url) => {
    const { hostname: host, port } = new URL(url);
    const options = { host, port: Number(port), protocol: 'http', telemetry: false } as const;
    const { paymentIntents } = new Stripe('sk_test_bench', options);
    return () => paymentIntents.create({ amount: 1234, currency: 'hkd' });
  },

  undiciQuery: (url) => {
    const pool = poolOf(url);
    return () => post(pool, QUERY, QUESTION);
  },

  carefulQuery: (url) => {
    const pool = poolOf(url);
    return () => carefulPost(pool, QUERY, QUESTION);
  },

  retrieve: (url) => {
    const { payments } = clientOf(url);
    const { out_trade_no, txdtm } = ORDER;
    return () => payments.retrieve({ out_trade_no, txdtm });
  },
} satisfies Record<string, (url: string) => Call>;

function poolOf(url: string): Pool {
  return new Pool(url, { connections: IN_FLIGHT, pipelining: 1 });
}

function clientOf(environment: string): QFPayClient {
  return new QFPayClient({ appCode: 'BENCH', clientKey: KEY, environment, rateLimit: false });
}
