import { expect, it } from 'vitest';
import * as fault from './testing/faults.ts';
import { openHostileGateway } from './testing/hostile-gateway.ts';
import { openClient } from './testing/open-client.ts';
import { undiciTransport } from './undici-transport.ts';

it('asks what became of an order even when the transport cannot drop its connections', async () => {
  const gateway = await openHostileGateway();
  const transport = {
    ...undiciTransport(),
    dropConnections() {
      throw new Error('not today');
    },
  };
  const qf = openClient(gateway.url, { transport });
  gateway.plan('payment', fault.says('{"respcd":"0000","out_trade_no":"somebody-else"}'));
  const order = { out_trade_no: 'order-1', txamt: 1000, txcurrcd: 'HKD' } as const;
  const outcome = await qf.payments.create({ ...order, pay_type: '801514' });
  expect(outcome).toMatchObject({ status: 'pending', out_trade_no: 'order-1' });
  expect(gateway.count('payment')).toBe(1);
  await transport.close?.();
  await gateway.close();
});
