import { describe, expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

describe('hideSecrets', () => {
  it('returns the same object when there is nothing to hide', () => {
    const raw = { respcd: '0000', txamt: '5', none: null, rows: [{ syssn: '1' }], ok: true };
    expect(hideSecrets(raw)).toBe(raw);
  });

  it('hides by name, at any depth, whatever the value', () => {
    const raw = {
      key: 'k',
      auth_code: 28,
      sign: { a: 1 },
      extend_info: '',
      user_creid: null,
      rows: [{ auth_code: '28', list: [{ user_truename: 'x' }] }],
    };
    expect(hideSecrets(raw)).toEqual({
      key: '[hidden]',
      auth_code: '[hidden]',
      sign: '[hidden]',
      extend_info: '',
      user_creid: null,
      rows: [{ auth_code: '[hidden]', list: [{ user_truename: '[hidden]' }] }],
    });
    expect(raw.key).toBe('k');
  });

  it('shortens card numbers to their last four digits, and leaves masked ones alone', () => {
    const raw = { cardcd: '4012888888881881', pan: 4012888888881881, cardno: '4012****1881' };
    expect(hideSecrets(raw)).toEqual({
      cardcd: '************1881',
      pan: '************1881',
      cardno: '4012****1881',
    });
    expect(hideSecrets({ cardcd: 1881, cash_fee: 12 })).toEqual({ cardcd: 1881, cash_fee: 12 });
  });

  it('hides the words of this request wherever they are repeated', () => {
    expect(hideSecrets({ respmsg: 'code 28111 is wrong, 28111' }, ['28111'])).toEqual({
      respmsg: 'code [hidden] is wrong, [hidden]',
    });
  });

  it('hides them in numbers and in names as well', () => {
    const raw = { respmsg: 28111222, codes: [1, 281112220], 'code 28111222': { 28111222: 'x' } };
    expect(hideSecrets(raw, ['28111222'])).toEqual({
      respmsg: '[hidden]',
      codes: [1, '[hidden]0'],
      'code [hidden]': { '[hidden]': 'x' },
    });
    expect(raw.respmsg).toBe(28111222);
  });

  it('leaves names and amounts alone that a short word meets by chance', () => {
    const raw = { txamt: 1234, data: { a: '1234' } };
    expect(hideSecrets(raw, ['1234', 'a'])).toEqual({ txamt: 1234, data: { a: '[hidden]' } });
  });
});
