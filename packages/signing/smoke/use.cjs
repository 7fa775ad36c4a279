/** What a program does with the installed package, written in CommonJS. Throws unless all of it works. */
const { strict: assert } = require('node:assert');
const process = require('node:process');
const { clientKey, SignatureError, signBody, signFields, verifyBody } = require('@qf/signing');
const { explainMismatch } = require('@qf/signing/explain');
const { readForm, verifyForm } = require('@qf/signing/server');

const key = clientKey('demo-key-0001-NOT-REAL');
const fields = { txamt: 100, txcurrcd: 'HKD', mchid: 'M0001' };

assert.equal(signFields(fields, key), '8CD18A9813EBA3AFA652F114CCD3B051');
assert.equal(signBody('{}', key), '6DA643DAA59D8C0972945EF23586ED19');
assert.throws(() => verifyBody(new Uint8Array(), 'A'.repeat(32), key), SignatureError);

// The entries share one copy of the hidden keys, or these would not know the key.
const read = readForm({ body: new TextEncoder().encode('a=1') });
assert.equal(verifyForm(read, signFields({ a: 1 }, key), key).keyId, 'default');
const received = signFields({ ...fields, mchid: '' }, key);
assert.equal(explainMismatch({ received, fields, keys: key }).cause, 'parameter-left-out');

const { bun, deno, node } = process.versions;
process.stdout.write(`${bun ?? deno ?? node}\n`);
