import { getMaxListeners, setMaxListeners } from 'node:events';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectManyListeners } from './many-listeners.ts';
import { scriptedClient } from './testing/scripted-client.ts';
import { hangs } from './testing/scripted-transport.ts';

describe('one signal', () => {
  it('ends many calls at once without a warning', async () => {
    const warnings: string[] = [];
    const hear = ({ name }: Error) => warnings.push(name);
    process.on('warning', hear);
    const { qf } = scriptedClient([hangs]);
    const controller = new AbortController();
    const { signal } = controller;
    const calls = Array.from({ length: 50 }, () =>
      qf.payments.retrieve({ out_trade_no: 'order-1' }, { signal }),
    );
    await setImmediate();
    controller.abort();
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ reason: { code: 'ERR_QF_ABORTED' } });
    }
    await setImmediate();
    process.off('warning', hear);
    expect(warnings).not.toContain('MaxListenersExceededWarning');
  });

  it('keeps the limit that the caller set', () => {
    const { signal } = new AbortController();
    setMaxListeners(3, signal);
    expectManyListeners(signal);
    expect(getMaxListeners(signal)).toBe(3);
  });

  it('may be one of another make', () => {
    const signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };
    expect(() => expectManyListeners(signal as unknown as AbortSignal)).not.toThrow();
  });
});
