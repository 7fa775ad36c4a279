import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const KNOWN = ['txamt', 'txcurrcd', 'out_trade_no', 'goods_name', 'pay_type', 'udid', 'mchid'];

describe('nearestName', () => {
  it.each([
    ['outTradeNo', 'out_trade_no'],
    ['OUT-TRADE-NO', 'out_trade_no'],
    ['out_trade_nr', 'out_trade_no'],
    ['goods_nmae', 'goods_name'],
    ['goodsname', 'goods_name'],
    ['tx_amt', 'txamt'],
    ['txamount', undefined],
    ['txam', 'txamt'],
    ['txamtx', 'txamt'],
    ['udidx', 'udid'],
    ['ud', undefined],
    ['mchntid', undefined],
    ['mcchid', 'mchid'],
    ['paytype', 'pay_type'],
    ['amount', undefined],
    ['abctxamt', undefined],
    ['abcpay_type', undefined],
    ['x', undefined],
    ['', undefined],
  ])('takes %j for %s', (name, meant) => {
    expect(nearestName(name, KNOWN)).toBe(meant);
  });

  it('prefers the nearest of several', () => {
    expect(nearestName('sub_openi', ['openid', 'sub_openid'])).toBe('sub_openid');
    expect(nearestName('txamt', ['txamts', 'txamt'])).toBe('txamt');
  });

  it('looks at 40 characters of a name, however long it is', () => {
    expect(nearestName(`txamt${'-'.repeat(100_000)}`, KNOWN)).toBe('txamt');
    expect(nearestName('t'.repeat(100_000), KNOWN)).toBeUndefined();
    const name = 'x'.repeat(40);
    expect(nearestName(`${name}${'y'.repeat(100_000)}`, [name])).toBe(name);
  });
});
