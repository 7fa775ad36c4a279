import { payTypeOf, responseCodeOf } from '@qf/protocol';
import type { PaymentState, RefundState, Transaction } from '../engine.ts';

/** How a state looks. */
export type Tone = 'wait' | 'good' | 'bad' | 'quiet';

const WORDS: Readonly<Record<PaymentState | RefundState, readonly [words: string, tone: Tone]>> = {
  created: ['Unpaid', 'wait'],
  paying: ['In the wallet', 'wait'],
  frozen: ['Held', 'wait'],
  paid: ['Paid', 'good'],
  partially_refunded: ['Partly refunded', 'good'],
  refunded: ['Refunded', 'quiet'],
  closed: ['Closed', 'quiet'],
  reversed: ['Cancelled', 'quiet'],
  expired: ['Expired', 'quiet'],
  failed: ['Declined', 'bad'],
  pending: ['Refund pending', 'wait'],
  done: ['Refund done', 'good'],
};

/** A state in a word or two, and its tone. */
export function stateWords({ kind, state }: Transaction): { words: string; tone: Tone } {
  if (kind === 'refund' && state === 'failed') return { words: 'Refund failed', tone: 'bad' };
  const [words, tone] = WORDS[state];
  return { words, tone };
}

/** Whether the customer can still pay. */
export function isOpen({ state }: Transaction): boolean {
  return state === 'created' || state === 'paying';
}

/** Whether the customer has paid, whatever was given back since. */
export function wasPaid({ state }: Transaction): boolean {
  return state === 'paid' || state === 'partially_refunded' || state === 'refunded';
}

/** A code with its meaning: `balance insufficient (2004)`. */
export function codeWords(respcd: string): string {
  return `${responseCodeOf(respcd)?.meaning ?? 'a code the registry does not know'} (${respcd})`;
}

/** The wallet of a pay type as its customers call it. */
export function walletName(pay_type: string): string {
  const wallet = payTypeOf(pay_type)?.wallet ?? `pay type ${pay_type}`;
  return wallet === 'AlipayHK' ? 'Alipay HK' : wallet;
}
