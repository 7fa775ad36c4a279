import { LAST_MOMENT } from './clock/last-moment.ts';
import { isPace, PACES } from './clock/pace.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { isWebAddress } from './web-address.ts';

/** Whether a value from outside fits, and what is expected in words. */
export type Check = readonly [fits: (value: unknown) => boolean, expected: string];

export const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
export const isSwitch = (value: unknown): boolean => typeof value === 'boolean';
const isList = (value: unknown) => Array.isArray(value);
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isMoment = (value: unknown) => {
  const moment = new Date(value as string).getTime();
  return moment >= 0 && moment <= LAST_MOMENT;
};

const SWITCH: Check = [isSwitch, 'true or false'];
const WEB_ADDRESS: Check = [isWebAddress, 'an http or https address'];

const CHECKS: Readonly<Record<keyof SandboxOptions, Check>> = {
  port: [(value) => isCount(value) && Number(value) <= 65_535, 'a port between 0 and 65535'],
  // An empty host would be every address.
  host: [isText, 'an address to listen on'],
  clock: [(value) => isText(value) && isPace(String(value)), PACES],
  data: [isText, 'memory, or a folder'],
  seed: [isCount, 'a whole number'],
  now: [isMoment, 'a moment such as "2026-01-01T10:00:00+08:00"'],
  notifyUrl: WEB_ADDRESS,
  allowNotify: [(value) => isList(value) && Object(value).every(isText), 'a list of hosts'],
  // An empty token would let everybody in who sends one.
  token: [isText, 'a word nobody guesses'],
  strict: SWITCH,
  monthRule: SWITCH,
  rules: [(value) => Object(value) === value && !isList(value), 'an object of switches'],
  magic: SWITCH,
  lan: SWITCH,
  publicUrl: WEB_ADDRESS,
  merchants: [(value) => isList(value) && Object(value).length > 0, 'a list of stores'],
  deliveryPatience_ms: [(value) => isCount(value) && value !== 0, 'milliseconds'],
};

/**
 * Checks names and values of options that came from outside. What is `undefined` counts as not given.
 *
 * Throws `ERR_QF_SANDBOX_OPTION` with one sentence, which begins with `where` and never holds what may be a key.
 */
export function checkOptions(
  options: object,
  {
    where,
    names = Object.keys(CHECKS),
  }: { readonly where?: string; readonly names?: readonly string[] } = {},
): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) {
      throw wrong(where ?? 'options', `names among ${names.join(', ')}`, name);
    }
    const [fits, expected] = CHECKS[name as keyof SandboxOptions];
    if (value === undefined || fits(value)) continue;
    throw wrong(where === undefined ? name : `${where}: ${name}`, expected, inWords(value));
  }
}

function inWords(value: unknown): string {
  if (value === '') return 'an empty text';
  return Object(value) === value ? `an ${isList(value) ? 'array' : 'object'}` : String(value);
}

function wrong(name: string, expected: string, received: string): SandboxError {
  const sentence = `${name}: expected ${expected}. Received: ${received}`;
  return new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
