import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pacedTime } from '../clock/paced-time.ts';
import { scheduledClock } from '../clock/scheduler.ts';
import { controlRoutes } from '../control/router.ts';
import type { CreatePayment, Engine, Payment } from '../engine.ts';
import { openEngine } from '../engine.ts';
import { watchExpiry } from '../expiry-watch.ts';
import { requestLog } from '../gateway/request-log.ts';
import { startNotifier } from '../notifier/notifier.ts';
import { pageRoutes } from '../pages/page-routes.ts';
import { memoryEventStore } from '../store/memory-event-store.ts';

/** 2026-01-01 10:00:00 in UTC+8. */
const START = 1_767_232_800_000;

/** Pages with a journal of their own, for a test. */
export interface OpenPages {
  readonly url: string;
  readonly engine: Engine;
  readonly requests: ReturnType<typeof requestLog>;
  /** Creates a payment of HK$ 12.34, or of what is given. */
  pay(details?: Partial<CreatePayment>): Promise<Payment>;
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Posts a form as a browser does from our own page, unless other headers are given. */
  post(path: string, fields?: Record<string, string>, headers?: HeadersInit): Promise<Response>;
  close(): Promise<void>;
}

/** Serves the pages and the control API on a free port, with time that stands still. */
export async function openPages(): Promise<OpenPages> {
  const clock = scheduledClock(pacedTime(0, START), (problem) => {
    throw problem;
  });
  const engine = await openEngine({
    store: memoryEventStore(),
    clock,
    seed: 1,
    notifyUrl: () => undefined,
  });
  const notifier = startNotifier({
    engine,
    deliver: async () => ({ kind: 'answered', status: 500, body: 'busy' }),
    keyFor: () => undefined,
  });
  const stopExpiry = watchExpiry(engine);
  const requests = requestLog();
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use(
    '/_sandbox/api/v1',
    controlRoutes({ engine, notifier, info: () => ({}), reset: async () => {} }),
  );
  app.use(
    pageRoutes({
      engine,
      publicUrl: () => url,
      merchantName: () => 'Sandbox Tea House',
      requests: () => requests.list(),
    }),
  );
  return {
    url,
    engine,
    requests,
    pay: (details) => pay(engine, details),
    get: (path, init) => fetch(url + path, { redirect: 'manual', ...init }),
    post: (path, fields = {}, headers = { origin: url }) =>
      fetch(url + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
        redirect: 'manual',
      }),
    close: async () => {
      notifier.close();
      stopExpiry();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await clock.close();
    },
  };
}

async function pay(engine: Engine, details: Partial<CreatePayment> = {}): Promise<Payment> {
  const result = await engine.execute({
    type: 'create_payment',
    app_code: 'A0001',
    out_trade_no: `order-${engine.state().seq}`,
    pay_type: '801514',
    txamt: 1234,
    txcurrcd: 'HKD',
    txdtm: '2026-01-01 10:00:00',
    goods_name: 'Green tea',
    ...details,
  });
  if (!result.ok || result.transaction?.kind !== 'payment') throw new Error('The payment failed.');
  return result.transaction;
}
