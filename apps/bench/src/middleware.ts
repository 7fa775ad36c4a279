import { clientKey, signBody } from '@qf/signing';
import { Pool } from 'undici';
import { type Contestant, contest } from './contest.ts';
import { KEY, ORDER } from './order.ts';
import { startProcess } from './own-process.ts';
import { report } from './report.ts';

const IN_FLIGHT = 20;
const key = clientKey(KEY);
let count = 0;

/** A genuine notification that was never delivered before. */
function nextNotification() {
  count += 1;
  const syssn = `20260101${String(count).padStart(18, '0')}`;
  const { txamt, txcurrcd, pay_type, out_trade_no, txdtm } = ORDER;
  const order = { txamt, txcurrcd, pay_type, out_trade_no, txdtm, syssn };
  const state = { status: '1', respcd: '0000', notify_type: 'payment', cancel: '0' };
  const body = JSON.stringify({ ...state, ...order, sysdtm: txdtm, paydtm: txdtm });
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-qf-sign': signBody(body, key) },
  };
}

function posting(name: string, pool: Pool, path: string): Contestant {
  return {
    name,
    async run(times) {
      let left = times;
      const lane = async () => {
        while (left > 0) {
          left -= 1;
          const reply = await pool.request({ method: 'POST', path, ...nextNotification() });
          const text = await reply.body.text();
          if (text !== 'SUCCESS') throw new Error(`${name} answered ${reply.statusCode} ${text}`);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    },
  };
}

/** Notifications a second, every one of them new: ours with its inbox against a bare check. */
export async function benchMiddleware(): Promise<void> {
  const receiver = await startProcess('middleware-process.ts');
  const pool = new Pool(receiver.url, { connections: IN_FLIGHT, pipelining: 1 });
  const contestants = [
    posting('express.raw + MD5 check', pool, '/bare'),
    posting('notifications() + memoryInbox()', pool, '/ours'),
  ] as const;
  const results = await contest(contestants, { rounds: 15, times: 1_000, measure: 'wall' });
  report('Receive a notification', results, 'notifications() ≤ 1.0 × (at least as many a second)');
  await pool.close();
  await receiver.end();
}
