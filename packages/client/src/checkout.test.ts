import { clientKey, signFields } from '@qf/signing';
import { describe, expect, it } from 'vitest';
import { isQFPayError } from './qfpay-error.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';

const qf = openClient('https://gateway.invalid', {
  clock: new ManualClock(Date.parse('2026-03-15T04:00:00Z')),
  mchid: 'MCH1',
});

const page = {
  out_trade_no: 'checkout-1',
  txamt: 1234,
  txcurrcd: 'HKD',
  return_url: 'https://shop.example/thanks',
  failed_url: 'https://shop.example/failed',
  notify_url: 'https://shop.example/notify',
} as const;

describe('checkout.url', () => {
  it('fills in account and time, and signs', () => {
    const url = qf.checkout.url({ ...page, lang: 'en' });
    expect(url.startsWith('https://gateway.invalid/checkstand/#/?')).toBe(true);
    const fields = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
    expect(fields).toMatchObject({
      appcode: 'TESTAPPCODE0001',
      mchntid: 'MCH1',
      txdtm: '2026-03-15 12:00:00',
      lang: 'en',
    });
    const { sign, lang: _, ...signed } = fields;
    const key = clientKey('test-client-key-0001-NOT-REAL');
    expect(sign).toBe(signFields(signed, key, 'SHA256').toLowerCase());
  });

  it('keeps the time that the caller has stored', () => {
    const url = qf.checkout.url({ ...page, txdtm: '2026-01-01 00:00:00' });
    expect(decodeURIComponent(url)).toContain('txdtm=2026-01-01 00:00:00');
  });

  it.each(['', null, undefined])('takes %j for no shop and no time', (nothing) => {
    const url = qf.checkout.url({ ...page, mchntid: nothing, txdtm: nothing } as never);
    expect(url).toBe(qf.checkout.url(page));
  });

  it.each([[{ ...page, txamt: 0 }], [{ ...page, colour: 'red' }], [undefined]])(
    'refuses %j',
    (wrong) => {
      const error = caught(() => qf.checkout.url(wrong as never));
      expect(isQFPayError(error) && error.code).toBe('ERR_QF_INVALID_REQUEST');
    },
  );
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
