/** What a program does with the installed package, written as an ES module. Throws unless all of it works. */
import { strict as assert } from 'node:assert';
import process from 'node:process';
import { clientKey, SigningError, signedForm, signFields, verifyBody } from '@qf/signing';
import { explainMismatch } from '@qf/signing/explain';
import { readForm, verifyForm } from '@qf/signing/server';

const key = clientKey('demo-key-0001-NOT-REAL');
const fields = { txamt: 100, txcurrcd: 'HKD', mchid: 'M0001' };

assert.equal(signFields(fields, key), '8CD18A9813EBA3AFA652F114CCD3B051');
assert.equal(
  signFields(fields, key, 'SHA256'),
  '6B70BEA4D9E0A97A5FCCC5BCD0A15D0D9ACF9C8795EF696E799ED335D1DC106E',
);
assert.equal(
  signFields({ goods_name: '奶茶🧋 x2', txamt: '2200' }, key),
  signFields({ txamt: '2200', goods_name: '奶茶🧋 x2' }, key),
);

const { keyId } = verifyBody(
  new TextEncoder().encode('{}'),
  '6DA643DAA59D8C0972945EF23586ED19',
  key,
);
assert.equal(keyId, 'default');
assert.throws(() => verifyBody(new Uint8Array(), 'A'.repeat(32), key), SigningError);

const { body, headers } = signedForm(fields, key);
const read = readForm({ body: new TextEncoder().encode(body) });
assert.equal(verifyForm(read, headers['X-QF-SIGN'], key).candidate.fields.get('txamt'), '100');

const received = signFields({ ...fields, mchid: '' }, key);
const explanation = explainMismatch({ received, fields, keys: key });
assert.equal(explanation?.cause, 'parameter-left-out');
assert.equal(
  explainMismatch({ received: '5be0c3a55b41dbc7b7b5e1f5c9b6c5a4', fields: { a: '奶' }, keys: key }),
  undefined,
);
assert.equal(String(key), '[ClientKey default]');

const { bun, deno, node } = process.versions;
process.stdout.write(`${bun ?? deno ?? node}\n`);
