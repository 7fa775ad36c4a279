import { describe, expect, it } from 'vitest';
import { type Delivery, judge } from './verdict.ts';

const HERE = 'http://127.0.0.1/notify';

function verdictOf(delivery: Delivery, url = HERE) {
  return judge(delivery, url, 12);
}

describe('judge', () => {
  it.each(['SUCCESS', 'SUCCESS\n', ' SUCCESS\r\n'])('acknowledges 200 with %j', (body) => {
    expect(verdictOf({ kind: 'answered', status: 200, body })).toEqual({
      acknowledged: true,
      verdict: 'Acknowledged.',
      duration_ms: 12,
      status: 200,
      response_body: body,
    });
  });

  it.each<[string, Delivery, string]>([
    [
      'another word',
      { kind: 'answered', status: 200, body: 'success' },
      'HTTP 200, but the body was "success"; exactly SUCCESS is expected.',
    ],
    [
      'a quoted word',
      { kind: 'answered', status: 200, body: '"SUCCESS"' },
      'HTTP 200, but the body was "\\"SUCCESS\\""; exactly SUCCESS is expected.',
    ],
    [
      'nothing',
      { kind: 'answered', status: 200, body: '' },
      'HTTP 200, but the body was empty; exactly SUCCESS is expected.',
    ],
    [
      'a page',
      { kind: 'answered', status: 200, body: 'x'.repeat(61) },
      `HTTP 200, but the body was "${'x'.repeat(60)}…"; exactly SUCCESS is expected.`,
    ],
    [
      'another success status',
      { kind: 'answered', status: 204, body: 'SUCCESS' },
      'HTTP 204; only HTTP 200 acknowledges.',
    ],
    [
      'a redirect',
      { kind: 'answered', status: 302, body: 'SUCCESS' },
      'HTTP 302: redirects are not followed.',
    ],
    [
      'an error',
      { kind: 'answered', status: 500, body: 'FAIL' },
      'HTTP 500; only HTTP 200 acknowledges.',
    ],
    ['silence', { kind: 'failed', reason: 'No answer within 5 s.' }, 'No answer within 5 s.'],
    ['a ban', { kind: 'not_sent', reason: 'not this machine.' }, 'Not sent: not this machine.'],
  ])('does not acknowledge %s, and says why', (_case, delivery, verdict) => {
    expect(verdictOf(delivery)).toMatchObject({ acknowledged: false, verdict });
  });

  it('adds that production calls no other port than 80 and 443', () => {
    const { verdict } = verdictOf(
      { kind: 'answered', status: 500, body: '' },
      'http://127.0.0.1:3000/n',
    );
    expect(verdict).toContain('(Production would never call port 3000, only 80 and 443.)');
    expect(
      verdictOf({ kind: 'answered', status: 200, body: 'SUCCESS' }, 'http://127.0.0.1:3000/n')
        .verdict,
    ).toBe('Acknowledged.');
  });

  it('judges a delivery to an address that is none', () => {
    const { verdict } = verdictOf({ kind: 'not_sent', reason: 'no address.' }, 'nonsense');
    expect(verdict).toBe('Not sent: no address.');
  });

  it('keeps 4,096 characters of an answer', () => {
    const { response_body } = verdictOf({ kind: 'answered', status: 200, body: 'x'.repeat(5000) });
    expect(response_body).toHaveLength(4096);
  });
});
