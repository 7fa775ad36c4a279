import { parseNotification } from '@qf/protocol';
import { expect, it, vi } from 'vitest';
import { inboxRecord } from './inbox-record.ts';
import { gateway } from './testing/merchant-key.ts';

vi.mock('node:crypto', async (original) => ({ ...(await original<object>()), hash: undefined }));

it('an event has the same key where the platform has no one-call hash', () => {
  const fields = { syssn: '20260101000100020000000001', out_trade_no: 'A-1', mchid: 'M1' };
  const event = parseNotification(new TextEncoder().encode(gateway.payment(fields).body));
  expect(inboxRecord(event, 'default')).toMatchObject({
    key: '35112c635d885f3a7c7bacfc60cef5485d26f9090c7161e259c8d7270ff4ad29',
    fingerprint: '4024c9ac9133d5e529f269cce4bfc1e2ca71eec7c103847fa7e5cd0caba272dc',
  });
});
