import { describe, expect, it } from 'vitest';
import { hideSecrets, shown, shownOutcome } from './hide-secrets.ts';

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
      paySign: 'F00D',
      extend_info: '',
      user_creid: null,
      rows: [{ auth_code: '28', list: [{ user_truename: 'x' }] }],
    };
    expect(hideSecrets(raw)).toEqual({
      key: '[hidden]',
      auth_code: '[hidden]',
      sign: '[hidden]',
      paySign: '[hidden]',
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

  it.each([
    ['4000 0000 0000 1091', '**** **** **** 1091'],
    ['4000-0000-0000-1091', '****-****-****-1091'],
    ['3782 822463 10005', '**** ****** *0005'],
    ['400000000002', '********0002'],
    ['4000000000000000002', '***************0002'],
    ['40000000002', '40000000002'],
    ['40000000000000000002', '40000000000000000002'],
    ['2026-03-10 12:00:00', '2026-03-10 12:00:00'],
  ])(
    'shortens %s to %s, however it is written, in fields of cards and in sentences',
    (number, safe) => {
      for (const name of ['cardcd', 'cardno', 'errmsg', 'respmsg', 'resperr']) {
        expect(hideSecrets({ [name]: number })).toEqual({ [name]: safe });
      }
      const errmsg = `card ${number} declined, try ${number}.`;
      expect(hideSecrets({ rows: [{ errmsg }] })).toEqual({
        rows: [{ errmsg: `card ${safe} declined, try ${safe}.` }],
      });
    },
  );

  it('never takes the number of an order for a card', () => {
    const number = '4000000000001091';
    const row = { out_trade_no: number, syssn: number, orig_syssn: number, origssn: number };
    const raw = { ...row, chnlsn: number, pay_url: `https://pay.invalid/${number}`, udid: number };
    expect(hideSecrets(raw)).toBe(raw);
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

describe('shown', () => {
  const secrets = ['281234567890123456', '0'];

  it('returns the same object when there is nothing to hide', () => {
    const outcome = { status: 'paid', syssn: '1', txamt: 5, raw: { sign: '' } };
    expect(shown(outcome, { secrets: [] })).toBe(outcome);
  });

  it('keeps what the merchant acts on, and hides the rest as ever', () => {
    const number = 'pos-281234567890123456';
    const outcome = {
      status: 'created0',
      out_trade_no: number,
      pay_params: { sign: 'S', key: 'K' },
      respmsg: 'code 281234567890123456',
      raw: { out_trade_no: number, pay_params: { sign: 'S', key: 'K' }, key: 'K' },
    };
    expect(shown(outcome, { secrets })).toEqual({
      status: 'created0',
      out_trade_no: number,
      pay_params: { sign: 'S', key: 'K' },
      respmsg: 'code [hidden]',
      raw: {
        out_trade_no: 'pos-[hidden]',
        pay_params: { sign: '[hidden]', key: '[hidden]' },
        key: '[hidden]',
      },
    });
  });

  it('leaves alone what a short word meets by chance in numbers, codes, times and amounts', () => {
    const row = {
      syssn: '20260',
      out_trade_no: 'o-0',
      origssn: '10',
      respcd: '0000',
      txamt: '100',
    };
    const times = { txdtm: '2026-03-10', sysdtm: '10:00', paydtm: '0', txcurrcd: '0' };
    const outcome = { respcd: '1102', raw: { ...row, ...times }, duplicates: [row] };
    expect(shown(outcome, { secrets })).toBe(outcome);
    expect(shown({ respcd: secrets[0] ?? '' }, { secrets })).toEqual({ respcd: '[hidden]' });
  });

  it('does not look into the cause, which is an error of ours', () => {
    const cause = new Error('281234567890123456');
    expect(shown({ cause, respmsg: '0' }, { secrets }).cause).toBe(cause);
  });
});

describe('shownOutcome', () => {
  const session = { secrets: ['281234567890123456'] };
  const row = { syssn: '1', cardcd: '' };
  const card = { syssn: '2', cardcd: '4012888888881881' };

  it('returns the same object where raw and duplicates hold nothing to hide', () => {
    for (const duplicates of [[], [row]]) {
      const outcome = { status: 'paid', raw: row, duplicates };
      expect(shownOutcome(outcome, session)).toBe(outcome);
    }
    const created = { status: 'created', raw: row, pay_params: { sign: 'S' } };
    expect(shownOutcome(created, session)).toBe(created);
  });

  it.each([
    [{ raw: card, duplicates: [] }],
    [{ raw: row, duplicates: [card] }],
    [{ raw: { ...row, errmsg: session.secrets[0] }, duplicates: [row] }],
  ])('hides everywhere where one of them does: %j', (outcome) => {
    const respmsg = `code ${session.secrets[0]}`;
    const safe = shownOutcome({ ...outcome, respmsg }, session);
    expect(safe).toEqual(shown({ ...outcome, respmsg }, session));
    expect(safe.respmsg).toBe('code [hidden]');
    expect(JSON.stringify(safe)).not.toContain('401288');
  });
});
