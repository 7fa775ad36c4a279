import { responseCodeOf } from '@qf/protocol';
import type { NotifyScript } from '../engine.ts';
import type { CallEffect } from './fault-rule.ts';
import type { Steering } from './steering.ts';

/**
 * What an amount asks for; five digits, minor units.
 *
 * | txamt | meaning |
 * | --- | --- |
 * | `9CCCC` | the call itself answers code CCCC (90000: paid at once) |
 * | `8CCCC` | accepted; the outcome is CCCC when the customer approves (a refund: when it is completed) |
 * | `7SSSS` | accepted; pays (completes) by itself after SSSS seconds |
 * | `60xxx` | its notifications misbehave, see `NOTIFY` |
 * | `61xxx` | the effect is there and the answer goes wrong, see `WIRE` |
 */
export function magicAmount(txamt: number): Steering | undefined {
  const digits = String(txamt);
  if (!/^[6789]\d{4}$/.test(digits)) return undefined;
  const found = meaningOf(digits);
  return found && { source: `amount ${digits}`, ...found };
}

function meaningOf(digits: string): Omit<Steering, 'source'> | undefined {
  const rest = digits.slice(1);
  switch (digits[0]) {
    case '9':
      return responseCodeOf(rest) && { script: { respcd: rest } };
    case '8':
      return responseCodeOf(rest) && { script: { approve_respcd: rest } };
    case '7':
      return { script: { pays_after_ms: Number(rest) * 1000 } };
    default:
      return wire(digits) ?? notify(digits);
  }
}

/** `61xxx`: after the effect. */
const WIRE: Readonly<Record<string, CallEffect>> = {
  '61001': 'connection-reset',
  '61002': 'empty',
  '61003': 'truncated',
  '61004': 'black-hole',
  '61005': 'malformed-chunk',
  '61006': 'random-bytes',
  '61007': 'html-502',
  '61008': 'drip',
  '61009': 'lose-answer',
  '61010': 'truncated-json',
  '61011': 'wrong-echo',
  '61012': 'bad-signature',
};

function wire(digits: string): Omit<Steering, 'source'> | undefined {
  const effect = WIRE[digits];
  return effect && { effect, phase: 'after', options: {} };
}

/** `60NDD`: the kind, then a number of two digits. */
const NOTIFY: Readonly<Record<string, (count: number) => NotifyScript>> = {
  '601': (count) => ({ copies: Math.max(1, count) }),
  '602': (count) => ({ at_once: Math.max(1, count) }),
  '603': (count) => ({ before_answer_ms: count * 10 }),
  '604': () => ({ never: true }),
  '605': () => ({ forged_first: 'signature' }),
  '606': () => ({ forged_first: 'amount' }),
  '607': () => ({ after_refund: true }),
};

function notify(digits: string): Omit<Steering, 'source'> | undefined {
  const kind = NOTIFY[digits.slice(0, 3)];
  return kind && { script: { notify: kind(Number(digits.slice(3))) } };
}
