import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { acknowledge, acknowledgement } from './acknowledgement.ts';
import { durable, isDurable } from './durable.ts';
import { RECEIPT_STATES, type Receipt, type ReceiptState, type RefusedState } from './receipt.ts';
import { served } from './testing/served.ts';

const ACKNOWLEDGED = ['done', 'duplicate', 'received', 'set_aside'] as const;
const REFUSED = (Object.keys(RECEIPT_STATES) as ReceiptState[]).filter(
  (state): state is RefusedState => !(ACKNOWLEDGED as readonly string[]).includes(state),
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

  it('explains it with the whole sentence', () => {
    const { body } = acknowledgement({ state: 'body_consumed', sentence: 'Mount it before.' });
    expect(body).toBe('FAIL\nMount it before.\n');
  });

  const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };

  it('is plain text, and keeps the connection where the body was read', () => {
    expect(acknowledgement({ state: 'done', durable: durable() }).headers).toEqual(TEXT);
    for (const state of ['forged', 'busy', 'conflict', 'handler_failed'] as const) {
      expect(acknowledgement({ state }).headers).toEqual(TEXT);
    }
  });

  it('closes where the body was not read to its end', () => {
    const closing = REFUSED.filter((state) => 'Connection' in acknowledgement({ state }).headers);
    const unread = ['draining', 'wrong_address', 'wrong_method', 'wrong_encoding'];
    expect(closing).toEqual([...unread, 'too_large', 'too_slow', 'aborted']);
    expect(acknowledgement({ state: 'too_large' }).headers).toEqual({
      ...TEXT,
      Connection: 'close',
    });
  });

  it('names the method that is served, and only then', () => {
    const naming = REFUSED.filter((state) => 'Allow' in acknowledgement({ state }).headers);
    expect(naming).toEqual(['wrong_method']);
    expect(acknowledgement({ state: 'wrong_method' }).headers).toMatchObject({ Allow: 'POST' });
  });
});

describe('acknowledge', () => {
  const answered = async (act: (response: ServerResponse) => void) => {
    const { url } = await served((_request, response) => act(response));
    const response = await fetch(url);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('writes the answer and its length', async () => {
    const { status, headers, text } = await answered((response) =>
      acknowledge(response, { state: 'done', durable: durable() }),
    );
    expect([status, text]).toEqual([200, 'SUCCESS']);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-length')).toBe('7');
    expect(headers.get('transfer-encoding')).toBeNull();
  });

  it.each([
    [200, []],
    [404, [200]],
  ])('sets the status only where another one stands, such as %i', async (stands, expected) => {
    const written: number[] = [];
    const { status } = await answered((response) => {
      let held = stands;
      const set = (value: number) => {
        written.push(value);
        held = value;
      };
      Object.defineProperty(response, 'statusCode', { get: () => held, set });
      // Node itself writes it once more when it ends.
      const end = response.end.bind(response);
      response.end = (body: unknown) => {
        expect(written).toEqual(expected);
        return end(body);
      };
      acknowledge(response, { state: 'done', durable: durable() });
    });
    expect(status).toBe(200);
  });

  it('counts bytes, not characters', async () => {
    const sentence = 'Nobody’s body.';
    const { text } = await answered((response) =>
      acknowledge(response, { state: 'body_consumed', sentence }),
    );
    expect(text).toBe(`FAIL\n${sentence}\n`);
  });

  it('destroys the connection of a sender that is gone', async () => {
    const answering = answered((response) => acknowledge(response, { state: 'aborted' }));
    await expect(answering).rejects.toThrow('fetch failed');
  });

  it('does not answer where somebody has answered', async () => {
    for (const state of ['forged', 'aborted'] as const) {
      const { status, text } = await answered((response) => {
        response.end('elsewhere');
        acknowledge(response, { state });
      });
      expect([status, text]).toEqual([200, 'elsewhere']);
    }
  });

  it('does not answer where somebody has begun to', async () => {
    const { text } = await answered((response) => {
      response.write('else');
      acknowledge(response, { state: 'forged' });
      response.end('where');
    });
    expect(text).toBe('elsewhere');
  });
});

describe('isDurable', () => {
  it('knows the proof of an inbox from everything else', () => {
    expect(isDurable(durable())).toBe(true);
    expect([undefined, null, {}, 'x', Symbol.for('@qf/durable')].some(isDurable)).toBe(false);
  });

  it('knows the proof of another copy of this package', () => {
    expect(isDurable({ [Symbol.for('@qf/durable')]: true })).toBe(true);
  });
});
