import { createRequire } from 'node:module';
import express from 'express';
import type { Expected, Problem } from '../index.ts';
import {
  type ExpressNotificationOptions,
  memoryInbox,
  type NotificationMiddleware,
  notifications,
} from '../index.ts';
import { gateway, KEY } from './merchant-key.ts';
import { type Served, served } from './served.ts';

const require = createRequire(import.meta.url);

export { gateway, KEY };

/** The two editions of Express that are served. */
export const EXPRESS: readonly (readonly [name: string, create: typeof express])[] = [
  ['Express 5', express],
  ['Express 4', require('express-4') as typeof express],
];

/** A merchant's endpoint, and what it has seen. */
export interface TestMerchant extends Served {
  /** Every effect: the handler's name and the event's `syssn` or id. */
  readonly effects: string[];
  readonly problems: Problem[];
  readonly middleware: NotificationMiddleware;
}

const BOOKS: Expected = { txamt: 1234, txcurrcd: 'HKD' };

/** A merchant that expects every order at 12.34 HKD and handles every kind of event. */
export async function openMerchant<Tx = undefined>(
  options: Partial<ExpressNotificationOptions<Tx>> = {},
  app: express.Express = express(),
): Promise<TestMerchant> {
  const effects: string[] = [];
  const problems: Problem[] = [];
  const record =
    (name: string) => (event: { readonly id: string; readonly syssn?: string | undefined }) => {
      effects.push(`${name} ${event.syssn ?? event.id}`);
    };
  const middleware = notifications<Tx>({
    ...('keyFor' in options ? {} : { clientKey: KEY }),
    inbox: memoryInbox() as never,
    expect: () => BOOKS,
    onPayment: record('payment'),
    onRefund: record('refund'),
    onToken: record('token'),
    onSubscription: record('subscription'),
    onOther: record('other'),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  app.all('/notify', middleware);
  return { ...(await served(app)), effects, problems, middleware };
}
