import { ENVIRONMENTS, type Issue } from '@qf/protocol';
import { type ClientKey, clientKey, type Keyring, type SignType, signFields } from '@qf/signing';
import { checkOptions, described, type OptionRules } from './check-options.ts';
import type { ClientOptions } from './client-options.ts';
import { type Clock, systemClock } from './clock.ts';
import { ownerOf } from './closing.ts';
import { type Governor, localGovernor, RATE, RATE_RULES, type RateLimit } from './governor.ts';
import { ConfigurationError } from './qfpay-error.ts';
import { type Random, systemRandom } from './random.ts';
import { assertTlsIsChecked } from './tls-guard.ts';
import type { Transport } from './transport.ts';
import { type Watch, watching } from './watch.ts';

/** Options, checked and with every default filled in. */
export interface Settings {
  readonly appCode: string;
  readonly keys: Keyring;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly mchid: string | undefined;
  readonly signType: SignType;
  readonly closeMethod: 'POST' | 'GET';
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  readonly responseSignatures: 'off' | 'if-present' | 'required';
  readonly governor: Governor | undefined;
  readonly transport: Transport;
  readonly watch: Watch;
  readonly clock: Clock;
  readonly random: Random;
}

/** Makes the transport of a client that brings none of its own. */
export type OpenTransport = (options: ClientOptions) => Transport;

/**
 * Checks what a client is set up with.
 *
 * @throws ConfigurationError with every issue
 */
export function readSettings(options: ClientOptions, openTransport: OpenTransport): Settings {
  assertTlsIsChecked();
  checkOptions(options, CLIENT_RULES);
  assertOneWayToSend(options);
  const clock = options.clock ?? systemClock;
  return {
    appCode: options.appCode,
    keys: readKeys(options.clientKey),
    baseUrl: baseUrlOf(options.environment),
    mchid: options.mchid,
    signType: options.signType ?? 'MD5',
    closeMethod: options.closeMethod ?? 'POST',
    timeout: options.timeout ?? 20_000,
    totalTimeout: options.totalTimeout ?? 45_000,
    maxRetries: options.maxRetries ?? 2,
    responseSignatures: options.responseSignatures ?? 'if-present',
    governor: readGovernor(options.rateLimit, clock),
    transport: options.transport ?? openTransport(options),
    watch: watching(options.onEvent),
    clock,
    random: options.random ?? systemRandom,
  };
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const isFunction = (value: unknown) => typeof value === 'function';
const isText = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value);
const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const hasMethods =
  (...names: readonly string[]) =>
  (value: unknown) =>
    isObject(value) && names.every((name) => isFunction(Reflect.get(value as object, name)));

const isLimit = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1;

const milliseconds = { accepts: isLimit, expected: 'milliseconds, a whole number from 1' };
const retries = {
  accepts: (value: unknown) => value === 0 || (isLimit(value) && value <= 10),
  expected: 'a whole number from 0 to 10',
};

/** Rules of the options that a single call has too. */
export const CALL_RULES: OptionRules = {
  signal: {
    accepts: (value) => hasMethods('addEventListener')(value) && 'aborted' in (value as object),
    expected: 'an AbortSignal',
  },
  timeout: milliseconds,
  totalTimeout: milliseconds,
  maxRetries: retries,
};

const CLIENT_RULES: OptionRules = {
  appCode: {
    accepts: isText(/^[\x21-\x7E]{1,64}$/),
    expected: 'the app code that QFPay issued',
    required: true,
  },
  clientKey: {
    accepts: (value) => typeof value === 'string' || isObject(value),
    expected: 'the client key that QFPay issued, as text or clientKey(…)',
    required: true,
    received: (value) => `a ${typeof value} that is none`,
  },
  environment: {
    accepts: (value) => typeof value === 'string' && urlProblem(value) === undefined,
    expected: `${Object.keys(ENVIRONMENTS).join(', ')}, or an https URL (http to this machine only)`,
    required: true,
    received: (value) =>
      (typeof value === 'string' ? urlProblem(value) : undefined) ?? described(value),
  },
  mchid: { accepts: isText(/^[A-Za-z0-9]{1,32}$/), expected: '1 to 32 letters and digits' },
  signType: { accepts: isOneOf('MD5', 'SHA256'), expected: 'MD5 or SHA256' },
  closeMethod: { accepts: isOneOf('POST', 'GET'), expected: 'POST or GET' },
  timeout: milliseconds,
  totalTimeout: milliseconds,
  maxRetries: retries,
  freshConnection: { accepts: isOneOf(true, false), expected: 'true or false' },
  responseSignatures: {
    accepts: isOneOf('off', 'if-present', 'required'),
    expected: 'off, if-present or required',
  },
  rateLimit: {
    accepts: (value) => value === false || hasMethods('acquire')(value) || isRateLimit(value),
    expected: `false, a governor, or { perSecond, perMinute }, each ${RATE}`,
  },
  dispatcher: { accepts: hasMethods('dispatch'), expected: 'an undici Dispatcher' },
  transport: { accepts: hasMethods('send'), expected: 'a Transport' },
  onEvent: { accepts: isFunction, expected: 'a function' },
  clock: { accepts: hasMethods('now', 'monotonic', 'schedule'), expected: 'a Clock' },
  random: { accepts: isFunction, expected: 'a function' },
};

function isRateLimit(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value as object).every(
    ([name, rate]) =>
      rate === undefined ||
      (Object.hasOwn(RATE_RULES, name) && RATE_RULES[name]?.accepts(rate) === true),
  );
}

/** What is wrong with an environment, or undefined. */
function urlProblem(environment: string): string | undefined {
  if (Object.hasOwn(ENVIRONMENTS, environment)) return undefined;
  if (!URL.canParse(environment)) return 'neither a name nor a URL';
  const { protocol, hostname, username, password } = new URL(environment);
  // Even an empty query or fragment would swallow the path that follows.
  if (username !== '' || password !== '' || /[?#]/.test(environment)) {
    return 'a URL with credentials or parameters';
  }
  if (protocol === 'https:') return undefined;
  return protocol === 'http:' && isLoopback(hostname) ? undefined : 'a URL that is not https';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** A transport of the caller's makes its own connections: what it would ignore is refused. */
function assertOneWayToSend(options: ClientOptions): void {
  if (options.transport === undefined || ownerOf(options.transport) !== undefined) return;
  const ignored = (['dispatcher', 'freshConnection'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (ignored.length === 0) return;
  throw new ConfigurationError(ignored.map(ignoredOption));
}

/** An option that the way to send has no use for. */
export function ignoredOption(field: string): Issue {
  const expected = 'to be absent: the transport makes its own connections';
  return { field, rule: 'conflict', expected, received: 'one' };
}

function baseUrlOf(environment: string): string {
  const named = Object.entries(ENVIRONMENTS).find(([name]) => name === environment);
  const { origin, pathname } = new URL(named?.[1] ?? environment);
  return (origin + pathname).replace(/\/+$/, '');
}

/** Wraps text, and signs once: a key that cannot sign shows itself here and not in the first payment. */
function readKeys(value: ClientOptions['clientKey']): Keyring {
  try {
    const keys = typeof value === 'string' ? clientKey(value) : (value as Keyring);
    for (const key of [keys].flat() as ClientKey[]) signFields({ appcode: 'check' }, key);
    signFields({ appcode: 'check' }, keys);
    return keys;
  } catch (error) {
    const sentence = error instanceof Error ? error.message : 'It cannot be used.';
    throw new ConfigurationError(
      [
        {
          field: 'clientKey',
          rule: 'key',
          expected: 'a client key that can sign',
          received: `one that cannot: ${sentence.replace(/\.$/, '')}`,
        },
      ],
      error,
    );
  }
}

function readGovernor(
  rateLimit: RateLimit | Governor | false | undefined,
  clock: Clock,
): Governor | undefined {
  if (rateLimit === false) return undefined;
  if (rateLimit !== undefined && 'acquire' in rateLimit) return rateLimit;
  return localGovernor(clock, rateLimit);
}
