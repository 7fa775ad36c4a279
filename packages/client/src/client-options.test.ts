import { inspect } from 'node:util';
import { clientKey } from '@qf/signing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { QFPayClient as FetchClient } from './fetch-client.ts';
import { QFPayClient } from './qfpay-client.ts';
import { ConfigurationError, isQFPayError } from './qfpay-error.ts';

const SECRET = 'canary-client-key-0001';
const options = {
  appCode: 'TESTAPPCODE0001',
  clientKey: SECRET,
  environment: 'https://gateway.invalid',
};

function refusal(more: object): ConfigurationError {
  try {
    new QFPayClient({ ...options, ...more });
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('new QFPayClient', () => {
  it.each([
    'production',
    'live-testing',
    'qfpay-sandbox',
    'https://gateway.example/base/',
    'http://127.0.0.1:7600',
    'http://localhost:7600',
    'http://[::1]:7600',
  ])('accepts the environment %s', (environment) => {
    expect(new QFPayClient({ ...options, environment })).toBeInstanceOf(QFPayClient);
  });

  it.each([
    ['environment', { environment: undefined }],
    ['environment', { environment: 'produktion' }],
    ['environment', { environment: 'http://gateway.example' }],
    ['environment', { environment: 'http://127.0.0.1.example' }],
    ['environment', { environment: 'http://192.168.0.10' }],
    ['environment', { environment: 'https://user:pass@gateway.example' }],
    ['environment', { environment: 'https://gateway.example?a=b' }],
    ['environment', { environment: 'https://gateway.example/?' }],
    ['environment', { environment: 'https://gateway.example/#' }],
    ['environment', { environment: 'ftp://127.0.0.1' }],
    ['environment', { environment: 5 }],
    ['appCode', { appCode: '' }],
    ['appCode', { appCode: 'with space' }],
    ['clientKey', { clientKey: '' }],
    ['clientKey', { clientKey: 'short' }],
    ['clientKey', { clientKey: ' blank-edge-client-key ' }],
    ['clientKey', { clientKey: [] }],
    ['clientKey', { clientKey: { id: 'forged' } }],
    ['clientKey', { clientKey: 12 }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: 1.5 }],
    ['timeout', { timeout: null }],
    ['totalTimeout', { totalTimeout: '45s' }],
    ['maxRetries', { maxRetries: -1 }],
    ['maxRetries', { maxRetries: 100 }],
    ['signType', { signType: 'SHA1' }],
    ['closeMethod', { closeMethod: 'PUT' }],
    ['responseSignatures', { responseSignatures: true }],
    ['rateLimit', { rateLimit: { perHour: 1 } }],
    ['rateLimit', { rateLimit: true }],
    ['rateLimit', { rateLimit: { perMinute: Number.MAX_SAFE_INTEGER } }],
    ['rateLimit', { rateLimit: { perSecond: 100_001 } }],
    ['dispatcher', { transport: { send: () => {} }, dispatcher: { dispatch: () => {} } }],
    ['freshConnection', { transport: { send: () => {} }, freshConnection: true }],
    ['mchid', { mchid: 'a b' }],
    ['dispatcher', { dispatcher: {} }],
    ['transport', { transport: {} }],
    ['onEvent', { onEvent: 'log' }],
    ['clock', { clock: {} }],
    ['random', { random: 4 }],
    ['freshConnection', { freshConnection: 'yes' }],
    ['retries', { retries: 3 }],
  ])('refuses a wrong %s: %j', (field, more) => {
    const error = refusal(more);
    expect(error.code).toBe('ERR_QF_CONFIGURATION');
    expect(error.issues.map((issue) => issue.field)).toEqual([field]);
    const [issue] = error.issues;
    expect(issue?.expected).not.toBe('');
    expect(issue?.received).not.toBe('');
    expect(error.message).toContain(field);
  });

  it('takes a limit that is left open for the usual one', () => {
    const rateLimit = { perSecond: undefined, perMinute: 100_000 };
    expect(new QFPayClient({ ...options, rateLimit })).toBeInstanceOf(QFPayClient);
  });

  it.each([
    'https:/user:SECRETPW@gateway.example',
    'https:user:SECRETPW@gateway.example',
    'https:\\\\user:SECRETPW@gateway.example',
    'https://user:SECRET/SECRETPW@gateway.example',
    'http://gateway.example/?key=SECRETPW',
    'https://gateway.example/#SECRETPW',
    'user:SECRETPW@gateway.example',
  ])('repeats no word of the address %j', (address) => {
    for (const more of [{ environment: address }, { dispatcher: address }, { mchid: address }]) {
      expect(inspect(refusal(more), { depth: null })).not.toContain('SECRETPW');
    }
  });

  it('tells everything that is wrong at once', () => {
    const error = refusal({ appCode: undefined, timeout: -1, colour: 'red' });
    expect(error.issues.map(({ field }) => field)).toEqual(['timeout', 'colour', 'appCode']);
  });

  it.each([[null], [undefined], ['options']])('refuses %j as options', (wrong) => {
    expect(() => new QFPayClient(wrong as never)).toThrow(ConfigurationError);
  });

  it('takes keys as text, wrapped, or as a keyring', () => {
    const key = clientKey(SECRET);
    for (const one of [SECRET, key, [key, clientKey('another-client-key-0002')]]) {
      expect(new QFPayClient({ ...options, clientKey: one })).toBeInstanceOf(QFPayClient);
    }
  });

  it('keeps the key out of itself and out of every refusal', () => {
    const qf = new QFPayClient(options);
    const texts = [
      inspect(qf, { depth: null, showHidden: true }),
      JSON.stringify(qf),
      inspect(refusal({ clientKey: ` ${SECRET}` }), { depth: null }),
      inspect(refusal({ environment: `https://${SECRET}@gateway.example` }), { depth: null }),
    ];
    for (const text of texts) expect(text).not.toContain(SECRET);
  });
});

describe('withOptions', () => {
  const transport = { send: () => Promise.reject(new Error('must stay unused')) };
  const dispatcher = { dispatch: () => false } as never;

  it.each([[undefined], [null], ['retries']])('refuses %j as options', (wrong) => {
    const qf = new QFPayClient(options);
    expect(() => qf.withOptions(wrong as never)).toThrow(ConfigurationError);
  });

  it('replaces one way to send by another one, and refuses both', () => {
    const qf = new QFPayClient({ ...options, dispatcher });
    const child = qf.withOptions({ timeout: 5 }).withOptions({ freshConnection: true });
    expect(child.withOptions({ transport })).toBeInstanceOf(QFPayClient);
    expect(child.withOptions({ transport }).withOptions({ dispatcher })).toBeInstanceOf(
      QFPayClient,
    );
    expect(() => qf.withOptions({ transport, dispatcher })).toThrow(ConfigurationError);
  });
});

describe('the client of @qf/client/fetch', () => {
  it.each([{ dispatcher: { dispatch: () => {} } }, { freshConnection: true }])(
    'refuses what a fetch would ignore: %j',
    (more) => {
      expect(() => new FetchClient({ ...options, ...more } as never)).toThrow(ConfigurationError);
    },
  );
});

describe('NODE_TLS_REJECT_UNAUTHORIZED', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is refused at 0, which switches certificate checks off', () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(refusal({}).issues[0]?.field).toBe('NODE_TLS_REJECT_UNAUTHORIZED');
  });

  it('is refused when it is set later, before the first connection', async () => {
    const qf = new QFPayClient({ ...options, environment: 'http://127.0.0.1:9' });
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const error = await qf.check().catch((thrown: unknown) => thrown);
    expect(isQFPayError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'ERR_QF_CONFIGURATION', requestSent: 'no' });
  });
});

describe('call options', () => {
  it.each([
    [{ colour: 'red' }, 'colour'],
    [{ timeout: 'soon' }, 'timeout'],
    [{ signal: 'stop' }, 'signal'],
  ])('refuses %j', async (call, field) => {
    const qf = new QFPayClient(options);
    await expect(qf.check(call as never)).rejects.toMatchObject({
      code: 'ERR_QF_CONFIGURATION',
      issues: [expect.objectContaining({ field })],
    });
  });
});
