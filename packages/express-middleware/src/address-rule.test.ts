import express from 'express';
import { describe, expect, it } from 'vitest';
import { addressRule } from './address-rule.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

describe('addressRule', () => {
  const itself = (address: string | undefined) => address;
  const allowFrom = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'];
  // Made by the test, so that a rule that refuses the list fails tests and not the reading of this file.
  const isAllowed = (address: string | undefined) => addressRule(allowFrom, itself)(address);

  it.each(['203.0.113.0', '203.0.113.255', '198.51.100.7', '::ffff:203.0.113.9', '2001:db8::1'])(
    'lets %s in',
    (address) => expect(isAllowed(address)).toBe(true),
  );

  it.each([
    '203.0.114.1',
    '198.51.100.8',
    '::ffff:198.51.100.8',
    '0::ffff:203.0.114.1',
    '2001:db9::1',
    '',
    'x',
    undefined,
  ])('keeps %s out', (address) => expect(isAllowed(address)).toBe(false));

  it('takes a single address for nothing but itself', () => {
    const isAlone = addressRule(['203.0.113.9', '2001:db8::9'], itself);
    const neighbours = ['203.0.113.9', '2001:db8::9', '203.0.113.8', '2001:db8::8'];
    expect(neighbours.map(isAlone)).toEqual([true, true, false, false]);
  });

  it.each(['0.0.0.0/0', '::/0', '203.0.113.9/32', '2001:db8::9/128'])('takes %s', (network) => {
    expect(addressRule([network], itself)(network.split('/')[0])).toBe(true);
  });

  it.each([
    '',
    'shop.test',
    '203.0.113.0/',
    '203.0.113.0/33',
    '203.0.113.0/8/8',
    '::/129',
    '1.2.3.4/x1',
  ])('refuses %j, which is neither an address nor a network', (entry) => {
    const refused = expect.objectContaining({
      code: 'ERR_QF_OPTIONS',
      message: `allowFrom holds ${JSON.stringify(entry)}. Give addresses or networks, such as 203.0.113.0/24.`,
    });
    expect(() => addressRule([entry], itself)).toThrow(refused);
  });

  it.each(['1.2.3.4/-1', '1.2.3.4/8x', '1.2.3.4/ 8', '1.2.3.4/0008', '/8'])(
    'refuses %j, whose bits are no number of up to three digits',
    (entry) => expect(() => addressRule([entry], itself)).toThrow(/allowFrom holds/),
  );

  it('lets everybody in where there is no list', () => {
    expect(addressRule(undefined, itself)(undefined)).toBe(true);
  });
});

describe('allowFrom', () => {
  const from = async (url: string, address: string) => {
    const { body, headers } = gateway.payment();
    const forwarded = { ...headers, 'x-forwarded-for': address };
    return (await fetch(url, { method: 'POST', body, headers: forwarded })).status;
  };

  it('does not believe a forwarding header where no proxy is trusted', async () => {
    const { url } = await openMerchant({ allowFrom: ['203.0.113.0/24'] });
    expect(await from(url, '203.0.113.9')).toBe(403);
  });

  it('believes a trusted proxy, and only what it added itself', async () => {
    const app = express().set('trust proxy', 1);
    const { url } = await openMerchant({ allowFrom: ['203.0.113.0/24'] }, app);
    expect(await from(url, '203.0.113.9')).toBe(200);
    expect(await from(url, '203.0.113.9, 198.51.100.1')).toBe(403);
  });

  it('is about who connects where there is no proxy', async () => {
    const { url } = await openMerchant({ allowFrom: ['127.0.0.1'] });
    expect(await from(url, '198.51.100.1')).toBe(200);
  });
});
