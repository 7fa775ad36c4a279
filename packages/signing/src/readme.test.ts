import { readFileSync } from 'node:fs';
import { clientKey, signedForm, verifyBody } from '@qf/signing';
import { expect, it } from 'vitest';

// example
const key = clientKey('demo-key-0001-NOT-REAL');

// A request: body and headers come from the same fields. Add X-QF-APPCODE and send them as they are.
const { body, headers } = signedForm({ txamt: 100, txcurrcd: 'HKD', mchid: 'M0001' }, key);

// A notification: the bytes as they came, before anything parses them. Throws unless they are QFPay's.
const { keyId } = verifyBody(Buffer.from('{}'), '6DA643DAA59D8C0972945EF23586ED19', key);
// end

it('is true what the README shows first', () => {
  expect(body).toBe('mchid=M0001&txamt=100&txcurrcd=HKD');
  expect(headers['X-QF-SIGN']).toBe('8CD18A9813EBA3AFA652F114CCD3B051');
  expect(keyId).toBe('default');
});

it('is this file what the README shows first', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const shown = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const run = /\n\/\/ example\n([\s\S]*?)\/\/ end\n/.exec(source)?.[1];
  expect(shown).toBe(`import { clientKey, signedForm, verifyBody } from '@qf/signing';\n\n${run}`);
});
