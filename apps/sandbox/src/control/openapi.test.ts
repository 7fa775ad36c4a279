import {
  BaseResolver,
  createConfig,
  lintDocument,
  makeDocumentFromString,
} from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../sandbox.ts';
import { controlOpenApi } from './openapi.ts';

const document = controlOpenApi() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

describe('the OpenAPI document of the control API', () => {
  it('is without fault for a linter', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintDocument({
      document: makeDocumentFromString(JSON.stringify(document), 'control.json'),
      externalRefResolver: new BaseResolver(config.resolve),
      config,
    });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it('names no call that is not there', async () => {
    await using sandbox = await createSandbox({ clock: 'manual' });
    const calls = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })),
    );
    for (const { method, path } of calls) {
      const url = `${sandbox.url}/_sandbox/api/v1${path.replace(/\{\w+\}/g, 'nothing')}`;
      const response = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      const text = await response.text();
      expect(`${method} ${path}: ${text}`).not.toContain('no_such_call');
    }
    expect(calls.length).toBeGreaterThan(45);
  });

  it('is served, next to that of the gateway', async () => {
    await using sandbox = await createSandbox({ clock: 'manual' });
    const read = async (name: string) =>
      (await fetch(`${sandbox.url}/_sandbox/openapi/${name}.json`)).json();
    expect(await read('control')).toEqual(document);
    expect(await read('qfpay')).toMatchObject({
      openapi: '3.1.1',
      paths: { '/trade/v1/payment': {} },
    });
  });
});
