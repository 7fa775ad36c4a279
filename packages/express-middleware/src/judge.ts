import type { Notification, PaidPayment, Payment, PaymentNotification } from '@qf/protocol';
import { errorText } from './error-text.ts';
import { routeOf } from './event-route.ts';
import {
  type Confirm,
  type Expect,
  isTrade,
  mismatch,
  type TradeNotification,
} from './expectation.ts';
import type { Delivery } from './read-delivery.ts';

/** Whether an event may reach its handler. */
export type Judgement =
  | { readonly state: 'as_expected'; readonly late: boolean }
  | {
      /** Coming again cannot help: people must look. */
      readonly state: 'set_aside';
      readonly reason: string;
      readonly sentence: string;
    }
  | {
      /** Coming again can help. */
      readonly state: 'unknown_order' | 'unconfirmed';
      readonly reason?: string;
      readonly sentence: string;
      readonly error?: unknown;
    };

/** The merchant's two questions. */
export interface Judges {
  readonly expect: Expect | 'unchecked';
  readonly confirm: Confirm | undefined;
}

/** For whom is asked, and how long. */
type Asked = Pick<Delivery, 'account' | 'patience'>;

/** Milliseconds. */
const LIMITS = { expect: 1_500, confirm: 3_000 } as const;

/** Compares an event with the merchant's books, then, if asked to, with the gateway's. Never rejects. */
export function judge(
  event: Notification,
  { expect, confirm }: Judges,
  delivery: Asked,
): Judgement | Promise<Judgement> {
  const expected =
    expect === 'unchecked' || !isTrade(event) ? UNCHECKED : compared(event, expect, delivery);
  if (confirm === undefined || event.type !== 'payment' || routeOf(event) !== 'onPayment') {
    return expected;
  }
  return confirmed(event, expected, confirm, delivery);
}

const UNCHECKED: Judgement = { state: 'as_expected', late: false };

async function confirmed(
  event: PaymentNotification,
  asked: Judgement | Promise<Judgement>,
  confirm: Confirm,
  delivery: Asked,
): Promise<Judgement> {
  const expected = await asked;
  if (expected.state !== 'as_expected') return expected;
  return (await doubted(event, confirm, delivery)) ?? expected;
}

async function compared(
  event: TradeNotification,
  expect: Expect,
  { account, patience }: Asked,
): Promise<Judgement> {
  const state = 'unknown_order';
  try {
    const expected = await patience.step('expect()', LIMITS.expect, () =>
      expect(event, { account }),
    );
    if (expected === undefined || expected === null) {
      const sentence =
        'expect() does not know this order yet. It may not be committed; the gateway will come again.';
      return { state, sentence };
    }
    const reason = mismatch(event, expected);
    if (reason !== undefined) {
      const sentence = `The ${reason} differs from the order’s. Nothing was handled; compare both with a query before anything is delivered.`;
      return { state: 'set_aside', reason, sentence };
    }
    return { state: 'as_expected', late: expected.closed === true };
  } catch (error) {
    return { state, reason: 'expect_failed', sentence: `expect() failed. ${textOf(error)}`, error };
  }
}

/** Why the payment may not be believed; undefined when the gateway confirms it. */
async function doubted(
  event: PaymentNotification,
  confirm: Confirm,
  { account, patience }: Asked,
): Promise<Judgement | undefined> {
  const state = 'unconfirmed';
  try {
    const payment = await patience.step('confirm()', LIMITS.confirm, () =>
      confirm(event, { account }),
    );
    return verdict(event, payment);
  } catch (error) {
    const sentence = `confirm() failed. ${textOf(error)}`;
    return { state, reason: 'confirm_failed', sentence, error };
  }
}

function verdict(event: PaymentNotification, payment: Payment): Judgement | undefined {
  const { status } = payment;
  const reason = status === 'paid' ? difference(event, payment) : `confirmed_${status}`;
  if (reason === undefined) return undefined;
  if (payment.final) {
    const sentence = `The gateway was asked and says ${status}, not this payment. Nothing was handled.`;
    return { state: 'set_aside', reason, sentence };
  }
  const sentence = `The gateway was asked and says ${status}. It will come again.`;
  return { state: 'unconfirmed', reason, sentence };
}

function difference(
  event: PaymentNotification,
  { syssn = event.syssn, txamt, txcurrcd = event.txcurrcd }: PaidPayment,
): 'syssn' | 'amount' | 'currency' | undefined {
  // Another attempt at the same order: this one was reversed meanwhile, or the order was paid twice.
  if (syssn !== event.syssn) return 'syssn';
  if (txamt !== event.txamt) return 'amount';
  return txcurrcd === event.txcurrcd ? undefined : 'currency';
}

function textOf(error: unknown): string {
  return error instanceof Error ? errorText(error) : 'It threw something that is no error.';
}
