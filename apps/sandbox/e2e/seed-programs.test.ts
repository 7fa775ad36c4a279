import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../src/index.ts';
import { runsHere } from './interpreter.ts';

/** The four programs of QFPay's page "Alipay Web Payments", as a merchant would write them down from it. */

let sandbox: Sandbox;
let orders = 0;

beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const payTypes = ['801101', '801514'];
const run = promisify(execFile);

async function runProgram(command: string, file: string, payType: string): Promise<string> {
  const program = join(import.meta.dirname, 'programs', file);
  const { appCode, clientKey } = sandbox.credentials;
  const env = {
    QFPAY_BASE_URL: sandbox.url,
    QFPAY_APP_CODE: appCode,
    QFPAY_CLIENT_KEY: clientKey,
    // biome-ignore lint/style/noProcessEnv: the interpreter is found like every other command
    PATH: process.env['PATH'],
  };
  const { stdout } = await run(command, [program, payType, nextNumber()], { env, timeout: 20_000 });
  return stdout;
}

function nextNumber(): string {
  orders += 1;
  return `SEED-${orders}`;
}

function signed(text: string): Record<string, string> {
  const { appCode, clientKey } = sandbox.credentials;
  const digest = createHash('md5').update(`${text}${clientKey}`).digest('hex').toUpperCase();
  return { 'X-QF-APPCODE': appCode, 'X-QF-SIGN': digest };
}

function sorted(fields: Record<string, string>): string {
  return Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

async function post(body: string, headers: Record<string, string>): Promise<string> {
  const url = `${sandbox.url}/trade/v1/payment`;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await fetch(url, { method: 'POST', body, headers: { ...type, ...headers } });
  return reply.text();
}

function orderOf(pay_type: string): Record<string, string> {
  const txdtm = new Date().toISOString().replace('T', ' ').slice(0, 19);
  return { txamt: '1000', txcurrcd: 'HKD', pay_type, out_trade_no: nextNumber(), txdtm };
}

function expectPayable(answer: string, payType: string): void {
  const reply = JSON.parse(answer);
  expect(reply).toMatchObject({ respcd: '0000', pay_type: payType });
  expect(reply.pay_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pay\//);
}

describe.each(payTypes)('pay type %s', (payType) => {
  const pythonRuns = runsHere('python3');
  it.skipIf(!pythonRuns)('is paid by the Python program (needs python3)', async () => {
    expectPayable(await runProgram('python3', 'pay.py', payType), payType);
  });

  const phpRuns = runsHere('php');
  it.skipIf(!phpRuns)('is paid by the PHP program (needs php)', async () => {
    expectPayable(await runProgram('php', 'pay.php', payType), payType);
  });

  it('is paid by the Node program: a form whose spaces are %20', async () => {
    const order = orderOf(payType);
    const form = Object.entries(order)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    expect(form).toContain('%20');
    expectPayable(await post(form, signed(sorted(order))), payType);
  });

  it('is paid by PHP and Java programs that send the signed text as it is', async () => {
    const text = sorted({ ...orderOf(payType), goods_name: '奶茶 50%+' });
    expectPayable(await post(text, signed(text)), payType);
  });

  it('is paid when the digest is in lower case', async () => {
    const text = sorted(orderOf(payType));
    const { 'X-QF-SIGN': digest = '', ...rest } = signed(text);
    expectPayable(await post(text, { ...rest, 'X-QF-SIGN': digest.toLowerCase() }), payType);
  });

  it('is refused with 1108, and nothing is created, when the digest is hashed twice', async () => {
    const order = orderOf(payType);
    const { 'X-QF-SIGN': once = '' } = signed(sorted(order));
    const twice = createHash('md5')
      .update(`${sorted(order)}${once}`)
      .digest('hex')
      .toUpperCase();
    const answer = await post(sorted(order), { ...signed(''), 'X-QF-SIGN': twice });
    expect(JSON.parse(answer)).toMatchObject({ respcd: '1108' });
    expect(sandbox.transactions.get(order['out_trade_no'] ?? '')).toBeUndefined();
  });
});
