import { QFPayClient } from '@qf/client';
import axios from 'axios';
import ky from 'ky';
import Stripe from 'stripe';
import { Pool } from 'undici';
import { type Contestant, contest, WARM_UP } from './contest.ts';
import { KEY, ORDER } from './order.ts';
import { startProcess } from './own-process.ts';
import { report } from './report.ts';
import { carefulPost, post, signedBody } from './signed-post.ts';

const IN_FLIGHT = 20;

const CAREFUL = 'undici + zod + time limit';

/** Keeps twenty calls under way until all are done. */
function concurrently(name: string, call: () => Promise<unknown>): Contestant {
  return {
    name,
    async run(times) {
      let left = times;
      const lane = async () => {
        while (left > 0) {
          left -= 1;
          await call();
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    },
  };
}

/** What a query by number sends, with the month's range that the client works out. */
const QUESTION = {
  start_time: '2026-01-01 00:00:00',
  end_time: '2026-01-31 23:59:59',
  out_trade_no: ORDER.out_trade_no,
  page: '1',
  page_size: '100',
} as const;

/** `payments.create` and `retrieve`, CPU time of this process for one call, twenty calls under way. */
export async function benchClient(): Promise<void> {
  const gateway = await startProcess('gateway-process.ts');
  const qf = new QFPayClient({
    appCode: 'BENCH',
    clientKey: KEY,
    environment: gateway.url,
    rateLimit: false,
  });
  const pool = new Pool(gateway.url, { connections: IN_FLIGHT, pipelining: 1 });
  const { hostname, port } = new URL(gateway.url);
  const stripe = new Stripe('sk_test_bench', {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    telemetry: false,
  });
  const path = '/trade/v1/payment';
  const url = gateway.url + path;
  const rules = { rounds: 31, times: 400, warmUp: WARM_UP, measure: 'cpu' } as const;

  const created = await contest(
    [
      concurrently('raw undici', () => post(pool, path, ORDER)),
      concurrently(CAREFUL, () => carefulPost(pool, path, ORDER)),
      concurrently('@qf/client create', () =>
        qf.payments.create({ ...ORDER, pay_type: '801514', txamt: 1234 }),
      ),
      concurrently('fetch', async () => {
        const reply = await fetch(url, { method: 'POST', ...signedBody() });
        return reply.json();
      }),
      concurrently('axios', () => {
        const { body, headers } = signedBody();
        return axios.post(url, body, { headers });
      }),
      concurrently('ky', () => ky.post(url, signedBody()).json()),
      concurrently('stripe-node', () =>
        stripe.paymentIntents.create({ amount: 1234, currency: 'hkd' }),
      ),
    ],
    rules,
  );
  report('Create a payment: CPU of one call', created, '@qf/client ≤ 1.4 ×, below all others');

  const retrieved = await contest(
    [
      concurrently('raw undici', () => post(pool, '/trade/v1/query', QUESTION)),
      concurrently(CAREFUL, () => carefulPost(pool, '/trade/v1/query', QUESTION)),
      concurrently('@qf/client retrieve', () =>
        qf.payments.retrieve({ out_trade_no: ORDER.out_trade_no, txdtm: ORDER.txdtm }),
      ),
    ],
    rules,
  );
  report('Retrieve a payment: CPU of one call', retrieved, '@qf/client ≤ 1.4 ×');
  await Promise.all([qf.close(), pool.close(), gateway.end()]);
}
