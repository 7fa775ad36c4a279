import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { memoryInbox, notifications } from '@qf/express-middleware';
import { clientKey } from '@qf/signing';
import express from 'express';
import { KEY, ORDER } from './order.ts';

/** Receivers of notifications in one process, a path each. Prints its port; ends when its parent lets go. */
const app = express();

app.post('/bare', express.raw({ type: () => true }), (request, response) => {
  const body = request.body as Buffer;
  const digest = createHash('md5').update(body).update(KEY).digest('hex').toUpperCase();
  const genuine = digest === request.headers['x-qf-sign'];
  if (genuine) JSON.parse(body.toString('utf8'));
  response.status(genuine ? 200 : 401).send(genuine ? 'SUCCESS' : 'FAIL');
});

app.post(
  '/ours',
  notifications({
    clientKey: clientKey(KEY),
    inbox: memoryInbox(),
    expect: () => ({ txamt: Number(ORDER.txamt), txcurrcd: ORDER.txcurrcd }),
    onPayment: async () => {},
  }),
);

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
