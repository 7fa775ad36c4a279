import { Pool } from 'undici';
import { type Contestant, contest, IN_FLIGHT, repeatedly, WARM_UP } from './contest.ts';
import {
  adyenDelivery,
  type Deliveries,
  type Delivery,
  githubDelivery,
  qfpayDelivery,
  stripeDelivery,
} from './middleware-deliveries.ts';
import { PATH, type RECEIVERS } from './middleware-receivers.ts';
import { startProcess } from './own-process.ts';
import { report } from './report.ts';

interface Row {
  readonly name: string;
  readonly receiver: keyof typeof RECEIVERS;
  readonly deliveries: Deliveries;
}

const ROWS = [
  { name: 'express.raw + MD5 check', receiver: 'bare', deliveries: qfpayDelivery },
  { name: 'notifications() + memoryInbox()', receiver: 'ours', deliveries: qfpayDelivery },
  { name: 'express.raw + Stripe’s check', receiver: 'stripe', deliveries: stripeDelivery },
  { name: 'express.json + Adyen’s check', receiver: 'adyen', deliveries: adyenDelivery },
  { name: 'octokit’s receiver', receiver: 'octokit', deliveries: githubDelivery },
] as const satisfies readonly Row[];

/** A receiver in a process of its own. */
interface Running extends Contestant {
  /** CPU time of its process, in microseconds. */
  cpu(): Promise<number>;
  end(): Promise<void>;
}

async function started({ name, receiver, deliveries }: Row): Promise<Running> {
  const server = await startProcess('middleware-process.ts', receiver);
  const pool = new Pool(server.url, { connections: IN_FLIGHT, pipelining: 1 });
  let count = 0;
  let ready: Delivery[] = [];
  const send = async (delivery: Delivery) => {
    const reply = await pool.request({ method: 'POST', path: PATH, ...delivery });
    const text = await reply.body.text();
    if (reply.statusCode !== 200) throw new Error(`${name} answered ${reply.statusCode} ${text}`);
  };
  const lane = async () => {
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) await send(next);
  };
  return {
    name,
    prepare(times) {
      ready = Array.from({ length: times }, () => deliveries(count++));
    },
    run: async () => {
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    },
    cpu: async () => {
      const reply = await pool.request({ method: 'GET', path: '/cpu' });
      return (await reply.body.json()) as number;
    },
    end: async () => {
      await pool.close();
      await server.end();
    },
  };
}

async function compare(measure: 'cpu' | 'wall') {
  const [bare, ...others] = ROWS;
  const running = [await started(bare), ...(await Promise.all(others.map(started)))] as const;
  const cpuOf = (name: string) =>
    running.find((row) => row.name === name)?.cpu() ?? Promise.reject();
  const meter = measure === 'cpu' ? cpuOf : measure;
  const rules = { rounds: 9, times: 1_000, warmUp: WARM_UP, measure: meter } as const;
  const results = await contest(running, rules);
  for (const { end } of running) await end();
  return results;
}

/** New notifications, 20 under way: CPU time of the receiver, and the time on the clock, in turns. */
export async function benchMiddleware(): Promise<void> {
  const goal = 'notifications() ≤ 1.0 × (at least as many a second)';
  const cpu = await repeatedly(3, () => compare('cpu'));
  report('Receive a notification: CPU time of the receiving process', cpu, goal);
  const wall = await repeatedly(3, () => compare('wall'));
  report('Receive a notification: time on the clock', wall, goal);
}
