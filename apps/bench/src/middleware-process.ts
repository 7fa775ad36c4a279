import type { AddressInfo } from 'node:net';
import express from 'express';
import { RECEIVERS } from './middleware-receivers.ts';

/** The receiver that its argument names. Prints its port; ends when its parent lets go. */
const app = express();
const mount: (to: typeof app) => unknown = RECEIVERS[process.argv[2] as keyof typeof RECEIVERS];
mount(app);

app.get('/cpu', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.json(user + system);
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
