/** What a program does with the installed package, written in CommonJS. Throws unless all of it works. */
const { strict: assert } = require('node:assert');
const process = require('node:process');
const { isQFPayError, QFPayClient } = require('@qf/client');
const edge = require('@qf/client/fetch');
const { PayType } = require('@qf/protocol');
const { clientKey, signBody } = require('@qf/signing');
const { readForm, verifyForm } = require('@qf/signing/server');
const { runStory } = require('./story.cjs');

async function main() {
  const signing = { clientKey, signBody, readForm, verifyForm };
  await runStory({ QFPayClient, isQFPayError, PayType, signing, provesUnsent: true });
  await runStory({ ...edge, PayType, signing, provesUnsent: false });

  // Both entries share their errors, and the two copies that import and require make know each other's.
  assert.equal(edge.isQFPayError, isQFPayError);
  const other = await import('@qf/client');
  assert.notEqual(other.isQFPayError, isQFPayError);
  const wrong = () => new QFPayClient({ appCode: '', clientKey: '', environment: 'nowhere' });
  assert.throws(wrong, (error) => other.isQFPayError(error));
  process.stdout.write(`${process.versions.node}\n`);
}

// A failure is nobody's to catch: it ends the program.
void main();
