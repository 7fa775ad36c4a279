import { type Decision, refuse } from './decision.ts';
import { hasLapsed } from './expiry.ts';
import type { Fact } from './journal-event.ts';
import type { Payment, PaymentState } from './transaction.ts';
import { type Call, TRANSITIONS } from './transitions.ts';

const WORDS: Readonly<Record<PaymentState, string>> = {
  created: 'is not paid',
  paying: 'is being paid',
  frozen: 'is held and not captured',
  paid: 'is already paid',
  partially_refunded: 'is already paid and partly refunded',
  refunded: 'is already refunded',
  closed: 'is already closed',
  reversed: 'is already cancelled',
  expired: 'has expired',
  failed: 'has failed',
};

/** Whether the table lets a call through. */
export type Passage =
  | { readonly allowed: true; readonly noticed: readonly Fact[] }
  | { readonly allowed: false; readonly decision: Decision };

/** Asks the table, after noticing an expiry that the clock has not reported yet. */
export function passage(payment: Payment, call: Call, now: number): Passage {
  const lapsed = hasLapsed(payment, now) && call !== 'expire';
  const noticed: Fact[] = lapsed ? [{ type: 'payment.expired', syssn: payment.syssn }] : [];
  const state = lapsed ? 'expired' : payment.state;
  const rule = TRANSITIONS[state][call];
  if ('to' in rule) return { allowed: true, noticed };
  return { allowed: false, decision: refuse(rule.respcd, `the order ${WORDS[state]}`, noticed) };
}
