import { describe, expect, it } from 'vitest';
import { acknowledgement } from './acknowledgement.ts';
import { durable, isDurable } from './durable.ts';
import { RECEIPT_STATES, type Receipt, type ReceiptState } from './receipt.ts';

const ACKNOWLEDGED = ['done', 'duplicate', 'received', 'set_aside'] as const;
const REFUSED = (Object.keys(RECEIPT_STATES) as ReceiptState[]).filter(
  (state) => !(ACKNOWLEDGED as readonly string[]).includes(state),
);

describe('acknowledgement', () => {
  it.each(ACKNOWLEDGED)('is 200 SUCCESS for %s with the proof of an inbox', (state) => {
    const { status, body } = acknowledgement({ state, durable: durable() });
    expect([status, body]).toEqual([200, 'SUCCESS']);
  });

  it.each(ACKNOWLEDGED)('is 500 FAIL for %s without the proof', (state) => {
    const forgeries = [undefined, null, {}, true, 'durable', []];
    for (const durable of forgeries) {
      const { status, body } = acknowledgement({ state, durable } as unknown as Receipt);
      expect([status, body]).toEqual([500, 'FAIL']);
    }
  });

  it.each([
    ['not_durable', 500],
    ['unknown_order', 503],
    ['unconfirmed', 503],
    ['busy', 503],
    ['inbox_unreachable', 503],
    ['draining', 503],
    ['handler_failed', 500],
    ['handler_timeout', 504],
    ['lease_lost', 500],
    ['commit_unknown', 500],
    ['conflict', 409],
    ['forged', 401],
    ['no_key', 500],
    ['unreadable', 422],
    ['body_consumed', 500],
    ['failed', 500],
    ['wrong_address', 403],
    ['wrong_method', 405],
    ['wrong_encoding', 415],
    ['too_large', 413],
    ['too_slow', 408],
    ['aborted', 400],
  ] as const)('is FAIL for %s, with status %i', (state, status) => {
    const answer = acknowledgement({ state, sentence: 'Why.' });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/^FAIL(\nWhy\.\n)?$/);
  });

  it('never says SUCCESS for a refusal, whatever it carries', () => {
    for (const state of REFUSED) {
      const receipt = { state, sentence: 'SUCCESS', reason: 'SUCCESS' } as Receipt;
      expect(acknowledgement(receipt)).not.toMatchObject({ status: 200 });
      expect(acknowledgement(receipt).body).toMatch(/^FAIL/);
    }
  });

  it('explains only a mistake in the merchant’s own wiring', () => {
    const explaining = REFUSED.filter(
      (state) => acknowledgement({ state, sentence: 'Why.' } as Receipt).body !== 'FAIL',
    );
    expect(explaining).toEqual(['body_consumed']);
  });

  it('names the method that is served, and closes where the body was not read', () => {
    expect(acknowledgement({ state: 'wrong_method' }).headers).toMatchObject({
      Allow: 'POST',
      Connection: 'close',
    });
    expect(acknowledgement({ state: 'forged' }).headers).not.toHaveProperty('Connection');
  });
});

describe('isDurable', () => {
  it('knows the proof of an inbox from everything else', () => {
    expect(isDurable(durable())).toBe(true);
    expect([undefined, null, {}, 'x', Symbol.for('@qf/durable')].some(isDurable)).toBe(false);
  });
});
