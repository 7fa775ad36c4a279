import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { formatTimestamp, type Payment, PayType } from '@qf/protocol';
import { QFPayClient } from '../index.ts';

/**
 * Takes one payment, and finishes what an earlier run left open: `url table order [dieAt]`.
 *
 * It keeps nothing but its order table. Kill it anywhere and start it again: the order is paid once.
 * Ends with 0 when the order is paid, with 75 when it is too early to tell.
 */
const [url = '', table = '', order = '', dieAt = ''] = process.argv.slice(2);

/** One attempt to be paid: written before the first byte is sent, and again when more is known. */
interface Attempt {
  readonly order: string;
  readonly out_trade_no: string;
  readonly txamt: number;
  readonly txcurrcd: 'HKD';
  /** Kept, because later queries want the order's own time. */
  readonly txdtm: string;
  /** `sending`: nobody has seen a page yet. `shown`: a customer may be paying. */
  readonly state: 'sending' | 'shown' | 'paid' | 'failed';
}

const qf = new QFPayClient({
  appCode: 'TESTAPPCODE0001',
  clientKey: 'test-client-key-0001-NOT-REAL',
  environment: url,
  timeout: 5_000,
  totalTimeout: 15_000,
});

let attempt = latest();
while (attempt?.state !== 'paid') {
  if (attempt === undefined || attempt.state === 'failed') attempt = await send(next(attempt));
  else if (attempt.state === 'sending') attempt = await abandon(attempt);
  else attempt = await wait(attempt);
}
await qf.close();

/** Sends a new attempt and shows its page. */
async function send(fresh: Attempt): Promise<Attempt> {
  const { state: _, order: _order, ...fields } = write(fresh);
  reach('before-send');
  const outcome = await qf.payments.create({ ...fields, pay_type: PayType.ALIPAY_WEB_HK });
  reach('before-save');
  if (outcome.status !== 'created') return abandon(fresh);
  const shown = write({ ...fresh, state: 'shown' });
  reach('before-show');
  process.stdout.write(`show ${shown.out_trade_no} ${outcome.pay_url}\n`);
  reach('after-show');
  return shown;
}

/** Ends an attempt whose page nobody has seen, so that a new number is safe. */
async function abandon(lost: Attempt): Promise<Attempt> {
  const found = await qf.payments.retrieve(lost);
  // Without its page nobody can pay it: not being found once is enough here.
  if (found.status === 'unknown' && found.reason === 'not_found') {
    return write({ ...lost, state: 'failed' });
  }
  if (found.final) return decided(lost, found);
  reach('before-close');
  const { out_trade_no, txamt, txdtm } = lost;
  return decided(lost, await qf.payments.close({ out_trade_no, txamt, txdtm }));
}

/** Waits for a customer who may be paying. */
async function wait(shown: Attempt): Promise<Attempt> {
  const found = await qf.payments.retrieve(shown);
  if (found.final) return decided(shown, found);
  return decided(shown, await qf.payments.waitFor(shown, { maxWait: 20_000 }));
}

/** Writes a decision; without one, the next run asks again. */
function decided(asked: Attempt, { status, final }: Payment): Attempt {
  if (!final) process.exit(75);
  reach('before-decision');
  return write({ ...asked, state: status === 'paid' ? 'paid' : 'failed' });
}

function next(before: Attempt | undefined): Attempt {
  const number = Number(before?.out_trade_no.split('-').at(-1) ?? 0) + 1;
  const txdtm = formatTimestamp(new Date());
  const money = { txamt: 1_000, txcurrcd: 'HKD' } as const;
  return { order, out_trade_no: `${order}-${number}`, ...money, txdtm, state: 'sending' };
}

/** The order table: one line for every change, on the disk before anything else happens. */
function write(row: Attempt): Attempt {
  const file = openSync(table, 'a');
  appendFileSync(file, `${JSON.stringify(row)}\n`);
  fsyncSync(file);
  closeSync(file);
  return row;
}

function latest(): Attempt | undefined {
  if (!existsSync(table)) return undefined;
  const line = readFileSync(table, 'utf8').trim().split('\n').at(-1);
  return line === undefined || line === '' ? undefined : (JSON.parse(line) as Attempt);
}

/** Where the test may end it. */
function reach(step: string): void {
  if (step === dieAt) process.kill(process.pid, 'SIGKILL');
}
