import { describe, expect, it } from 'vitest';
import { type Issue, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';

const issue: Issue = { field: 'txamt', rule: 'range', expected: 'an integer', received: '1.5' };

describe('ProtocolError', () => {
  it('says everything at once: field, what was expected, what came, an example', () => {
    const whole: Issue = { field: '', rule: 'type', expected: 'an object', received: 'null' };
    const shown: Issue = { ...issue, example: '1234' };
    expect(new ProtocolError('ERR_QF_INVALID_REQUEST', [shown, whole]).message).toBe(
      'The request is not valid. txamt: expected an integer, for example 1234; received 1.5. Expected an object; received null.',
    );
  });

  it.each<[ProtocolErrorCode, string]>([
    ['ERR_QF_INVALID_REQUEST', 'The request is not valid.'],
    ['ERR_QF_STRICT_JSON', 'The JSON text is refused.'],
    ['ERR_QF_UNREADABLE_NOTIFICATION', 'The notification cannot be read.'],
    ['ERR_QF_AMOUNT', 'The amount is not valid.'],
    ['ERR_QF_TIMESTAMP', 'The time is not valid.'],
  ])('begins %s with its subject', (code, sentence) => {
    expect(new ProtocolError(code, []).message).toBe(sentence);
  });

  it('is an Error with a name, a code, its issues and its cause', () => {
    const cause = new Error('why');
    const error = new ProtocolError('ERR_QF_AMOUNT', [issue], { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ProtocolError', code: 'ERR_QF_AMOUNT', issues: [issue] });
    expect(error.cause).toBe(cause);
    expect(String(error)).toMatch(/^ProtocolError: The amount is not valid\./);
  });

  it('carries the mark that guards look for, out of sight of loops and JSON', () => {
    const error = new ProtocolError('ERR_QF_AMOUNT', [issue]);
    expect(Reflect.get(error, Symbol.for('@qf/error'))).toBe(true);
    expect(Object.keys(error)).not.toContain('@qf/error');
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ProtocolError',
      code: 'ERR_QF_AMOUNT',
      issues: [issue],
    });
  });
});
