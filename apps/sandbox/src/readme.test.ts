import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QFPayClient } from '@qf/client';
import { PayType } from '@qf/protocol';
import { describe, expect, it } from 'vitest';
import { RULES } from './engine.ts';
import { CALL_FAULTS } from './faults/call-faults.ts';
import { NOTIFICATION_FAULTS } from './faults/notification-faults.ts';
import { readFlags, usage } from './flags.ts';
import { createSandbox } from './index.ts';
import { sandboxOptions } from './options-from-flags.ts';
import { SandboxError } from './sandbox-error.ts';

const README = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

describe('the README', () => {
  it('begins with an example that runs as it stands', async () => {
    const [, example = ''] = /```ts\n(.*?)```/s.exec(README) ?? [];
    const body = example.replace(/^import .*\n/gm, '').replaceAll(' as const', '');
    const run = new Function(
      'QFPayClient',
      'PayType',
      'createSandbox',
      `return (async () => { ${body}; return { created: created.status, payment: payment.status }; })()`,
    );
    const result: unknown = await run(QFPayClient, PayType, createSandbox);
    expect(result).toEqual({ created: 'created', payment: 'paid' });
  });

  it('shows a configuration that a sandbox starts with', async () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(README) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'qf-readme-'));
    try {
      const file = join(folder, 'config.json');
      writeFileSync(file, example);
      const options = sandboxOptions(readFlags(['--config', file, '--port', '0'], {}));
      await using sandbox = await createSandbox({ ...options, data: 'memory' });
      expect(sandbox.credentials.appCode).toBe(JSON.parse(example).merchants[0].appCode);
      expect(sandbox.rules.get()).toMatchObject({ refund_window: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names every command', () => {
    const commands = [...usage().matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => String(name));
    expect(commands.length).toBeGreaterThan(7);
    expect(commands.filter((name) => !README.includes(name))).toEqual([]);
  });

  it('names every switch', () => {
    expect(Object.keys(RULES).filter((name) => !README.includes(`\`${name}\``))).toEqual([]);
  });

  it('counts the effects', () => {
    const count = Object.keys(CALL_FAULTS).length + Object.keys(NOTIFICATION_FAULTS).length;
    expect(README).toContain(`lists the ${count} effects`);
  });

  it('explains every code of an error', () => {
    const source = readFileSync(join(import.meta.dirname, 'sandbox-error.ts'), 'utf8');
    const codes = [...source.matchAll(/'(ERR_QF_\w+)'/g)].map(([, code]) => code);
    expect(codes.filter((code) => !README.includes(`\`${code}\``))).toEqual([]);
    expect(new SandboxError('ERR_QF_SANDBOX_PORT', 'x').code).toBe('ERR_QF_SANDBOX_PORT');
  });
});
