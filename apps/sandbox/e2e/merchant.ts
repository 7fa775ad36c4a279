import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { QFPayClient } from '@qf/client';
import { memoryInbox, notifications } from '@qf/express-middleware';
import type { PaymentNotification, RefundNotification } from '@qf/protocol';
import { clientKey } from '@qf/signing';
import express from 'express';
import type { Sandbox } from '../src/index.ts';

/** What the merchant's books say of one order. */
export interface Order {
  readonly txamt: number;
  readonly txcurrcd: string;
}

/** A small shop on a real socket: an order table, a client, and the notification endpoint. */
export interface Merchant {
  readonly qf: QFPayClient;
  readonly notifyUrl: string;
  /** Orders whose row is committed. */
  readonly orders: Map<string, Order>;
  /** Every effect that a notification had, in order. */
  readonly payments: PaymentNotification[];
  readonly refunds: RefundNotification[];
  /** Answers to deliveries: `200 SUCCESS`. */
  readonly answers: string[];
  /** The next deliveries are hung up on after they were read. */
  loseDeliveries(times: number): void;
  close(): Promise<void>;
}

/** Starts a merchant that trades with `sandbox`. `totalTimeout` in milliseconds. */
export async function openMerchant(
  sandbox: Sandbox,
  { totalTimeout = 10_000 } = {},
): Promise<Merchant> {
  const { appCode, clientKey: secret } = sandbox.credentials;
  const qf = new QFPayClient({
    appCode,
    clientKey: secret,
    environment: sandbox.url,
    timeout: totalTimeout / 4,
    totalTimeout,
  });
  const orders = new Map<string, Order>();
  const payments: PaymentNotification[] = [];
  const refunds: RefundNotification[] = [];
  const answers: string[] = [];
  let toLose = 0;
  const app = express();
  app.use((request, response, next) => {
    if (toLose > 0) {
      toLose -= 1;
      request.resume().once('end', () => request.socket.destroy());
      return;
    }
    const end = response.end.bind(response);
    response.end = ((chunk: unknown, ...rest: never[]) => {
      answers.push(`${response.statusCode} ${String(chunk)}`);
      return end(chunk, ...rest);
    }) as typeof response.end;
    next();
  });
  app.post(
    '/notify',
    notifications({
      clientKey: clientKey(secret),
      inbox: memoryInbox(),
      expect: ({ out_trade_no = '' }) => orders.get(out_trade_no),
      onPayment: async (event) => {
        payments.push(event);
      },
      onRefund: async (event) => {
        refunds.push(event as RefundNotification);
      },
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    qf,
    notifyUrl: `http://127.0.0.1:${port}/notify`,
    orders,
    payments,
    refunds,
    answers,
    loseDeliveries: (times) => {
      toLose = times;
    },
    close: async () => {
      await qf.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
