import { expect, it } from 'vitest';
import { QFPayClient } from './qfpay-client.ts';
import { openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import type { Transport } from './transport.ts';

it('keeps what an undefined option of withOptions names', async () => {
  const urls: string[] = [];
  const transport: Transport = {
    async send({ url }) {
      urls.push(url);
      const body = new TextEncoder().encode('{"respcd":"0000","data":[]}');
      return { status: 200, headers: {}, body };
    },
  };
  const qf = new QFPayClient({
    appCode: 'EXAMPLE',
    clientKey: 'demo-key-0001-NOT-REAL',
    environment: 'http://127.0.0.1:9',
    transport,
  });
  const child = qf.withOptions({ transport: undefined, timeout: undefined });
  const range = { start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 23:59:59' };
  expect(await child.transactions.list(range).toArray({ limit: 1 })).toEqual([]);
  expect(urls).toEqual(['http://127.0.0.1:9/trade/v1/query']);
});

it('gives connections of its own to a client that wants them otherwise', async () => {
  const gateway = await openHostileGateway();
  const qf = openClient(gateway.url);
  const fresh = qf.withOptions({ freshConnection: true });
  await qf.close();
  await fresh.check();
  await fresh.check();
  expect(new Set(gateway.requests.map(({ connection }) => connection)).size).toBe(2);
  await fresh.close();
  await expect(qf.check()).rejects.toMatchObject({ code: 'ERR_QF_CLOSED' });
  await gateway.close();
});
