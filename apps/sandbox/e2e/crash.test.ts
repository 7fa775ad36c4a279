import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { QFPayClient } from '@qf/client';
import { PayType } from '@qf/protocol';
import { clientKey, verifyBody } from '@qf/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_MERCHANT } from '../src/index.ts';

/** `kill -9` of the process that holds gateway and shop, and what is left of a payment afterwards. */

const PATIENCE = 60_000;
const APP = join(import.meta.dirname, '..');
let data: string;
let running: Running | undefined;

interface Running {
  readonly process: ChildProcess;
  readonly gateway: string;
  readonly shop: string;
}

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'qf-crash-'));
});
afterEach(async () => {
  await end('SIGTERM');
  await rm(data, { recursive: true, force: true });
});

/** Starts the sandbox from its sources; resolves when it prints `ready`. */
async function start(...flags: string[]): Promise<Running> {
  const argv = ['--import', 'tsx', '--conditions=@qf/source', 'src/cli.ts', '--data', data];
  const child = spawn(process.execPath, [...argv, ...flags], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line === 'ready') break;
  }
  child.stdout.resume();
  const addressOf = (name: string) =>
    lines.map((line) => new RegExp(`${name} +(http\\S+)`).exec(line)?.[1]).find(Boolean) ?? '';
  running = { process: child, gateway: addressOf('Gateway'), shop: addressOf('Shop') };
  return running;
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const child = running?.process;
  running = undefined;
  if (child === undefined) return null;
  child.kill(signal);
  await once(child, 'exit');
  return child.exitCode;
}

async function control(gateway: string, path: string, body?: object) {
  const response = await fetch(`${gateway}/_sandbox/api/v1/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(200);
  return response.json();
}

/** Clears a port of our own, so that a process that was killed can come back to it. */
const portOf = (url: string) => new URL(url).port;

describe('kill -9 between approve and notification', () => {
  it('loses nothing, and the notification still arrives', { timeout: PATIENCE }, async () => {
    const delivered: string[] = [];
    const merchant = createServer(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { clientKey: secret } = BUILT_IN_MERCHANT;
      verifyBody(body, String(request.headers['x-qf-sign']), clientKey(secret));
      delivered.push(body.toString());
      response.end('SUCCESS');
    }).listen(0, '127.0.0.1');
    await once(merchant, 'listening');
    const notify_url = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/`;

    // The clock stands still, so that nothing is delivered before the process dies.
    const flags = ['--clock', 'manual', '--no-shop'];
    const first = await start('--port', '0', ...flags);
    const { appCode, clientKey: secret } = BUILT_IN_MERCHANT;
    const qf = new QFPayClient({ appCode, clientKey: secret, environment: first.gateway });
    const order = { out_trade_no: 'CRASH-1', txamt: 1234, txcurrcd: 'HKD' } as const;
    await qf.payments.create({ ...order, pay_type: PayType.ALIPAY_WEB_HK, notify_url });
    await control(first.gateway, 'transactions/CRASH-1/approve', {});
    expect(delivered).toEqual([]);
    await end('SIGKILL');

    const second = await start('--port', portOf(first.gateway), ...flags);
    expect(await qf.payments.retrieve(order)).toMatchObject({ status: 'paid', txamt: 1234 });
    await control(second.gateway, 'clock/advance', { until: 'idle' });
    expect(delivered.map((body) => JSON.parse(body))).toMatchObject([
      { out_trade_no: 'CRASH-1', txamt: '1234', status: '1' },
    ]);
    await qf.close();
    merchant.close();
  });
});

describe('kill -9 of gateway and shop', () => {
  it('leaves the shop’s order, which turns paid after the restart', {
    timeout: PATIENCE,
  }, async () => {
    const flags = ['--clock', 'manual'];
    const first = await start('--port', '0', '--shop-port', '0', ...flags);
    const number = await orderTea(first.shop);
    await control(first.gateway, `transactions/${number}/approve`, {});
    await end('SIGKILL');

    const ports = ['--port', portOf(first.gateway), '--shop-port', portOf(first.shop)];
    const second = await start(...ports, ...flags);
    const page = async () => (await fetch(`${second.shop}/orders/${number}`)).text();
    expect(await page()).toContain('Scan to pay');
    await control(second.gateway, 'clock/advance', { to: 'next' });
    expect(await page()).toMatch(/signed notification arrived/);
    const told = await control(second.gateway, `notifications?out_trade_no=${number}`);
    expect(told.notifications).toMatchObject([{ status: 'acknowledged' }]);
    expect(await end('SIGTERM')).toBe(0);
  });
});

/** Orders jasmine tea as a form does; resolves with the order's number. */
async function orderTea(shop: string): Promise<string> {
  const cookie = 'qf_shop_basket=jasmine-1';
  const basket = await (await fetch(`${shop}/basket`, { headers: { cookie } })).text();
  const form_key = /name="form_key" value="(\w+)"/.exec(basket)?.[1] ?? '';
  const response = await fetch(`${shop}/orders`, {
    method: 'POST',
    body: new URLSearchParams({ form_key, pay_type: PayType.ALIPAY_WEB_HK }),
    headers: { cookie, origin: shop },
    redirect: 'manual',
  });
  return String(response.headers.get('location')).replace('/orders/', '');
}
