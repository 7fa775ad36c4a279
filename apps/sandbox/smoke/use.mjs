/**
 * Plays one story on a journal in memory and on one on disk, reads the latter again, and runs the command line. The first
 * runtime leaves its journal in the folder; every later one must write the very same bytes. Throws unless all of it works.
 */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { QFPayClient } from '@qf/client';
import { PayType } from '@qf/protocol';
import { createSandbox } from '@qf/sandbox';

const KEPT = 'journal.ndjson';
const ORDER = { txamt: 1234, txcurrcd: 'HKD', txdtm: '2026-01-01 10:00:00' };

const journal = await play({});
const folder = mkdtempSync(join(tmpdir(), 'qf-smoke-journal-'));
try {
  assert.equal(await play({ data: folder }), journal);
  const again = await createSandbox({ data: folder });
  assert.ok(journal.endsWith(placeless(await again.export(), again)));
  await again.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (!existsSync(KEPT)) writeFileSync(KEPT, journal);
assert.equal(journal, readFileSync(KEPT, 'utf8'));

const cli = join('node_modules', '@qf', 'sandbox', 'dist', 'cli.js');
const told = ['-e', 'process.stdout.write(process.env.QFPAY_BASE_URL)'];

const environment = execFileSync(process.execPath, [cli, 'exec', '--', process.execPath, ...told]);
assert.match(String(environment), /http:\/\/127\.0\.0\.1:\d+/);
process.stdout.write(`${process.versions.node}\n`);

/** Orders, a payment, a declined one, faults by chance, the whole ladder of a merchant that is not there, a refund. */
async function play(options) {
  const sandbox = await createSandbox({
    ...options,
    seed: 7,
    clock: 'manual',
    now: '2026-01-01T02:00:00Z',
  });
  const { appCode, clientKey } = sandbox.credentials;
  const qf = new QFPayClient({ appCode, clientKey, environment: sandbox.url, maxRetries: 0 });
  const pay_type = PayType.ALIPAY_WEB_HK;
  sandbox.faults.add({ on: 'query', effect: 'html-502', probability: 0.5 });
  const notify_url = 'http://192.0.2.1/nobody';
  await qf.payments.create({ ...ORDER, pay_type, out_trade_no: 'A', notify_url });
  await qf.payments.create({ ...ORDER, pay_type, out_trade_no: 'B' });
  await sandbox.wallet.approve('A');
  await sandbox.wallet.decline('B');
  await sandbox.clock.advance({ until: 'idle' });
  const { syssn } = sandbox.transactions.get('A');
  const asked = [];
  for (let count = 0; count < 8; count += 1) {
    const answer = qf.payments.retrieve({ ...ORDER, out_trade_no: 'A' });
    asked.push(
      await answer.then(
        ({ status }) => status,
        ({ httpStatus }) => httpStatus,
      ),
    );
  }
  assert.deepEqual([...new Set(asked)].sort(), [502, 'paid']);
  await qf.refunds.create({ syssn, out_trade_no: 'A-R', txamt: 234, txdtm: ORDER.txdtm });
  const text = `${asked}\n${placeless(await sandbox.export(), sandbox)}`;
  await qf.close();
  await sandbox.close();
  return text;
}

/** The address of this very run is no part of the story. */
function placeless(text, { url }) {
  return text.replaceAll(url, 'http://sandbox');
}
