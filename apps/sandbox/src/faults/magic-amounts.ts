import { responseCodeOf } from '@qf/protocol';
import type { NotifyScript } from '../engine.ts';
import { CALL_FAULTS } from './call-faults.ts';
import type { CallEffect } from './fault-rule.ts';
import type { Steering } from './steering.ts';

/** What an amount asks for. */
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

/** What amounts mean: five digits, minor units. */
export const MAGIC_AMOUNTS: readonly { readonly amount: string; readonly says: string }[] = [
  { amount: '9CCCC', says: 'the call itself answers code CCCC; 90000 is paid at once' },
  {
    amount: '8CCCC',
    says: 'accepted; the outcome is CCCC when the customer approves, or the refund is completed',
  },
  { amount: '7SSSS', says: 'accepted; pays, or completes, by itself after SSSS seconds' },
  { amount: '601NN', says: 'notified NN times, one after the other' },
  { amount: '602NN', says: 'notified NN times at once' },
  { amount: '603NN', says: 'notified before the call is answered, which takes NN x 10 ms more' },
  { amount: '604xx', says: 'never notified' },
  { amount: '605xx', says: 'a copy of the notification with a wrong signature comes first' },
  { amount: '606xx', says: 'a copy of the notification with another amount comes first' },
  { amount: '607xx', says: 'notified after a refund of the order' },
  ...Object.entries(WIRE).map(([amount, effect]) => ({
    amount,
    says: `done, and the answer goes wrong: ${CALL_FAULTS[effect].says}`,
  })),
];
