import {
  BaseResolver,
  createConfig,
  lintDocument,
  makeDocumentFromString,
} from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../sandbox.ts';
import { controlOpenApi } from './openapi.ts';
import { controlRoutes } from './router.ts';

const document = controlOpenApi() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly stack: readonly { readonly method: string }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** `method /path` of everything a router and those inside it answer. */
function routesOf({ stack }: { readonly stack: readonly unknown[] }): string[] {
  return (stack as readonly Layer[]).flatMap(({ route, handle }) =>
    route === undefined
      ? routesOf({ stack: handle?.stack ?? [] })
      : route.stack.map(({ method }) => `${method} ${route.path}`),
  );
}

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

  it('names every call that is there', () => {
    const calls = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const nobody = new Proxy({}, { get: () => () => [] }) as never;
    const router = controlRoutes({
      engine: nobody,
      notifier: nobody,
      info: () => ({}),
      reset: async () => {},
      operator: nobody,
    });
    // The first answer to `/import` only reads its body.
    expect([...new Set(routesOf(router))].sort()).toEqual(calls.sort());
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
