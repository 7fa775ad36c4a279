import express from 'express';
import { describe, expect, it } from 'vitest';
import { addressRule } from './address-rule.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

describe('addressRule', () => {
  const itself = (address: string | undefined) => address;
  const isAllowed = addressRule(['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'], itself);

  it.each(['203.0.113.0', '203.0.113.255', '198.51.100.7', '::ffff:203.0.113.9', '2001:db8::1'])(
    'lets %s in',
    (address) => expect(isAllowed(address)).toBe(true),
  );

  it.each([
    '203.0.114.1',
    '198.51.100.8',
    '::ffff:198.51.100.8',
    '2001:db9::1',
    '',
    'x',
    undefined,
  ])('keeps %s out', (address) => expect(isAllowed(address)).toBe(false));

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
