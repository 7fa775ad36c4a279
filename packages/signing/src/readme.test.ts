import { readFileSync } from 'node:fs';
import { clientKey, signBody, signedForm, signFields, verifyBody } from '@qf/signing';
import { explainMismatch } from '@qf/signing/explain';
import { readForm, verifyForm } from '@qf/signing/server';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const source = readFileSync(new URL(import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

const key = clientKey('demo-key-0001-NOT-REAL');

describe('the README', () => {
  it('tells the truth in what it shows first', () => {
    const key = clientKey('demo-key-0001-NOT-REAL');

    // A request: body and headers come from the same fields. Add X-QF-APPCODE and send them as they are.
    const { body, headers } = signedForm({ txamt: 100, txcurrcd: 'HKD', mchid: 'M0001' }, key);

    // A notification: the bytes as they came, before anything parses them. Throws unless they are QFPay's.
    const { keyId } = verifyBody(Buffer.from('{}'), '6DA643DAA59D8C0972945EF23586ED19', key);

    expect(body).toBe('mchid=M0001&txamt=100&txcurrcd=HKD');
    expect(headers['X-QF-SIGN']).toBe('8CD18A9813EBA3AFA652F114CCD3B051');
    expect(keyId).toBe('default');
  });

  it.each(examples)('shows what this file runs: %s', (example) => {
    const code = example.replace(/^import .*\n\n/, '');
    expect(source.replaceAll(/^ +/gm, '')).toContain(code.replaceAll(/^ +/gm, ''));
  });

  it('exchanges a key', () => {
    const fresh = 'demo-key-0002-NOT-REAL';
    const old = 'demo-key-0001-NOT-REAL';
    const rawBody = Buffer.from('{}');
    const signature = signBody(rawBody, key);

    const keys = [clientKey(fresh, { id: '2026-q3' }), clientKey(old, { id: '2026-q2' })];
    const { keyId } = verifyBody(rawBody, signature, keys);

    expect(keyId).toBe('2026-q2');
  });

  it('signs a GET request', () => {
    const [base, code, mchid] = ['https://openapi-hk.qfapi.com', '081x', 'M0001'];

    const { body, headers } = signedForm({ code, mchid }, key);
    const address = `${base}/tool/v1/get_weixin_openid?${body}`;

    const candidates = readForm({ body: new Uint8Array(), query: new URL(address).search });
    expect(verifyForm(candidates, headers['X-QF-SIGN'], key).candidate.reading).toBe('form');
  });

  it('verifies requests on a server', () => {
    const signature = signFields({ txamt: 100, goods_name: 'a b' }, key);
    const [body, query, contentType] = [Buffer.from('txamt=100&goods_name=a+b'), '', undefined];

    const { candidate } = verifyForm(readForm({ body, query, contentType }), signature, key);
    const amount = candidate.fields.get('txamt');

    expect(amount).toBe('100');
  });

  it('is strict on a server', () => {
    const signature = signFields({ txamt: 100 }, key);
    const body = Buffer.from('txamt=100');

    const { candidate } = verifyForm(readForm({ body }).slice(0, 1), signature, key);

    expect(candidate.reading).toBe('form');
  });

  it('finds the mistake', () => {
    const fields = { txamt: 100, mchid: 'M0001' };
    const [appCode, signature] = ['DEMOAPPCODE0001', signFields({ txamt: 100 }, key)];

    const explanation = explainMismatch({ received: signature, fields, keys: key, appCode });
    const advice = explanation && `${explanation.sentence} ${explanation.fix}`;

    expect(advice).toBe(
      'Parameter mchid was sent but not signed. Add mchid before signing; everything that is sent is signed.',
    );
  });
});
