import { SandboxError } from '../sandbox-error.ts';
import { CALL_FAULTS } from './call-faults.ts';
import { NOTIFICATION_FAULTS } from './notification-faults.ts';
import { isNumberPattern, NUMBER_PATTERN } from './number-pattern.ts';

/** What can go wrong with the answer to a call. */
export type CallEffect = keyof typeof CALL_FAULTS;
/** What can go wrong with a notification. */
export type NotificationEffect = keyof typeof NOTIFICATION_FAULTS;

/** What a fault can happen to. */
export const FAULT_TARGETS = [
  'any',
  'payment',
  'query',
  'refund',
  'close',
  'reversal',
  'add_note',
  'authtrade',
  'unfreeze',
  'notification',
] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

/** One thing that goes wrong: for what, when, how, and how often. */
export interface FaultRule {
  /** An operation, `any` of them, or `notification`. */
  readonly on: FaultTarget;
  readonly effect: CallEffect | NotificationEffect;
  /** `before`: nothing was done. `after` (default): the effect is there, only the answer suffers. */
  readonly phase?: 'before' | 'after';
  readonly app_code?: string;
  /** Regular expression that the number must match: with three repeats at most, none inside another. */
  readonly out_trade_no?: string;
  readonly pay_type?: string;
  /** Only these of the matching calls, counted from 1. */
  readonly nth?: readonly number[];
  /** At most so often; for ever when absent. */
  readonly times?: number;
  /** Between 0 and 1; drawn from the sandbox's seed. Always when absent. */
  readonly probability?: number;
  /** For `respcd`. */
  readonly respcd?: string;
  /** For `http-status`. */
  readonly status?: number;
  /** For what takes time: milliseconds. */
  readonly delay_ms?: number;
  /** For copies of a notification. */
  readonly copies?: number;
}

const FIELDS: Readonly<Record<keyof FaultRule, (value: unknown) => string | undefined>> = {
  on: oneOf(FAULT_TARGETS),
  effect: (value) =>
    oneOf([...Object.keys(CALL_FAULTS), ...Object.keys(NOTIFICATION_FAULTS)])(value),
  phase: oneOf(['before', 'after']),
  app_code: text,
  out_trade_no: (value) => (isNumberPattern(value) ? undefined : NUMBER_PATTERN),
  pay_type: text,
  nth: (value) =>
    Array.isArray(value) && value.every((one) => count(one) === undefined)
      ? undefined
      : 'whole numbers from 1',
  times: count,
  probability: (value) =>
    typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'a number from 0 to 1',
  respcd: (value) => (/^\d{4}$/.test(String(value)) ? undefined : 'four digits'),
  status: (value) => within(value, 200, 599),
  delay_ms: (value) => within(value, 0, 600_000),
  copies: (value) => within(value, 1, 99),
};

/** Reads a rule that came from outside. Throws `ERR_QF_SANDBOX_OPTION` with one sentence. */
export function readFaultRule(input: unknown): FaultRule {
  const rule = Object(input) as Record<string, unknown>;
  for (const [name, value] of Object.entries({ on: undefined, effect: undefined, ...rule })) {
    checkField(name, value);
  }
  const checked = rule as unknown as FaultRule;
  const kinds = checked.on === 'notification' ? NOTIFICATION_FAULTS : CALL_FAULTS;
  if (!Object.hasOwn(kinds, checked.effect)) {
    throw wrong(
      'effect',
      `one for ${checked.on}: ${Object.keys(kinds).join(', ')}`,
      checked.effect,
    );
  }
  return checked;
}

function checkField(name: string, value: unknown): void {
  if (!Object.hasOwn(FIELDS, name)) throw wrong('field', Object.keys(FIELDS).join(', '), name);
  const expected = FIELDS[name as keyof FaultRule](value);
  if (expected !== undefined) throw wrong(name, expected, value);
}

function oneOf(allowed: readonly string[]): (value: unknown) => string | undefined {
  return (value) => (allowed.includes(String(value)) ? undefined : allowed.join(', '));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'a text';
}

function count(value: unknown): string | undefined {
  return within(value, 1, 1_000_000) && 'a whole number from 1';
}

function within(value: unknown, least: number, most: number): string | undefined {
  const fits = Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
  return fits ? undefined : `a whole number from ${least} to ${most}`;
}

function wrong(field: string, expected: string, received: unknown): SandboxError {
  const text = received === undefined ? 'nothing' : JSON.stringify(received);
  return new SandboxError(
    'ERR_QF_SANDBOX_OPTION',
    `fault ${field}: expected ${expected}. Received ${text}.`,
  );
}
