import type { AddressInfo } from 'node:net';
import express from 'express';
import { memoryInbox } from '../../memory-inbox.ts';
import { notifications } from '../../notifications.ts';
import { KEY } from '../merchant-key.ts';

/** An endpoint that tells its memory, and the most that it ever had. `argv`: milliseconds a body may take. Prints its port. */
const bodyTimeout = Number(process.argv[2]);
const app = express();
app.get('/memory', (_request, response) => {
  globalThis.gc?.();
  response.json({ now: process.memoryUsage().rss, most: process.resourceUsage().maxRSS * 1_024 });
});
app.post(
  '/notify',
  notifications({
    clientKey: KEY,
    inbox: memoryInbox(),
    expect: 'unchecked',
    bodyTimeout,
    onPayment: () => {},
    onProblem: () => {},
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
