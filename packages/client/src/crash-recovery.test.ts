import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram } from './testing/built-program.ts';
import { type HostileGateway, openHostileGateway } from './testing/hostile-gateway.ts';

let gateway: HostileGateway;
let folder: string;
let program: string;

beforeEach(async () => {
  gateway = await openHostileGateway();
  folder = mkdtempSync(join(tmpdir(), 'qf-orders-'));
});
afterEach(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

beforeAll(async () => {
  program = await builtProgram('take-payment-process.ts');
}, 60_000);

/** Runs the program; whoever is shown a page pays at once. Resolves to its exit code or signal. */
async function run(dieAt = '', started: (child: ChildProcess) => void = () => {}) {
  const parameters = [gateway.url, join(folder, 'orders.jsonl'), 'order', dieAt];
  const child = spawn(process.execPath, [program, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (chunk) => {
    for (const [, number] of String(chunk).matchAll(/show (\S+)/g))
      gateway.ledger.pay(String(number));
  });
  started(child);
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

function finalState(): string {
  const lines = readFileSync(join(folder, 'orders.jsonl'), 'utf8').trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '{}').state;
}

const paid = () => gateway.ledger.rows.filter((row) => row['respcd'] === '0000');
const open = () => gateway.ledger.rows.filter((row) => row['respcd'] === '1145');

describe('a program that keeps nothing but an order table', { timeout: 60_000 }, () => {
  it('is paid once when nothing happens to it', async () => {
    expect(await run()).toBe(0);
    expect(finalState()).toBe('paid');
    expect(paid()).toHaveLength(1);
  });

  it.each(['before-send', 'before-save', 'before-show', 'after-show', 'before-decision'])(
    'is paid once when it is killed at %s and started again',
    async (step) => {
      expect(await run(step)).toBe('SIGKILL');
      // A page that was shown but not looked at is paid by the customer in the end.
      if (step === 'before-show') gateway.ledger.pay('order-1');
      expect(await run()).toBe(0);
      expect(finalState()).toBe('paid');
      expect(paid()).toHaveLength(1);
      expect(open()).toEqual([]);
    },
  );

  it.each([
    ['before the order arrives', false],
    ['after the order was made', true],
  ])('is paid once when it is killed while sending, %s', async (_name, hasEffect) => {
    let child: ChildProcess | undefined;
    gateway.plan('payment', ({ truth }) => {
      if (hasEffect) truth();
      child?.kill('SIGKILL');
    });
    expect(
      await run('', (started) => {
        child = started;
      }),
    ).toBe('SIGKILL');
    expect(await run()).toBe(0);
    expect(finalState()).toBe('paid');
    expect(paid()).toHaveLength(1);
    expect(open()).toEqual([]);
  });

  it('is paid once when it is killed again while it recovers', async () => {
    expect(await run('before-save')).toBe('SIGKILL');
    expect(await run('before-close')).toBe('SIGKILL');
    expect(await run('before-decision')).toBe('SIGKILL');
    expect(await run('after-show')).toBe('SIGKILL');
    expect(await run()).toBe(0);
    expect(finalState()).toBe('paid');
    expect(paid()).toHaveLength(1);
    expect(open()).toEqual([]);
  });
});
