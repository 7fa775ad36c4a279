import { dispositionOf, payTypeOf } from '@qf/protocol';
import { outcomeOfAuthCode } from './auth-code.ts';
import type { Book } from './book.ts';
import type { CreatePayment } from './command.ts';
import { paidFacts } from './decide-wallet.ts';
import { accept, answer, type Circumstances, type Decision, refuse } from './decision.ts';
import { expiresAt } from './expiry.ts';
import type { Fact } from './journal-event.ts';
import { newPayment } from './new-row.ts';
import { syssnOf } from './syssn.ts';
import { isUnpaid, type Transaction } from './transaction.ts';

/**
 * A new order; 2011 when the number was used before, by a payment or a refund (our decision D-35).
 *
 * A scanned code is settled at once: paid, declined (the row stays visible with its code) or undecided.
 */
export function decidePayment(
  book: Book,
  command: CreatePayment,
  circumstances: Circumstances,
): Decision {
  const scripted = command.script?.respcd;
  if (scripted !== undefined && !leavesARow(scripted)) {
    return refuse(scripted, 'as the scenario says');
  }
  return (
    duplicate(book, command) ??
    refusedByRule(book, command) ??
    created(book, command, scripted, circumstances)
  );
}

/** Declined and undecided payments exist; after any other no there is nothing to be found. */
function leavesARow(respcd: string): boolean {
  const disposition = dispositionOf(respcd, { operation: 'payment' });
  return ['success', 'pending', 'declined'].includes(disposition);
}

function duplicate(book: Book, command: CreatePayment): Decision | undefined {
  const used = book.findByNumber(command.out_trade_no, command.app_code);
  if (used === undefined || isAnotherTry(command, used)) return undefined;
  const { duplicate_payment } = book.rules;
  if (duplicate_payment !== 'existing') return refuse(duplicate_payment, 'out_trade_no is used');
  const same = (['txamt', 'txcurrcd', 'pay_type'] as const).every(
    (name) => used[name] === command[name],
  );
  return same && isUnpaid(used) ? accept(used.syssn) : refuse('2011', 'out_trade_no is used');
}

/** The hosted checkout can be paid again as long as nobody has: with another card, or in another way. */
function isAnotherTry(command: CreatePayment, used: Transaction): boolean {
  const both = command.checkout === true && used.kind === 'payment' && used.checkout === true;
  return both && used.paydtm === undefined;
}

/** Wallets of Hong Kong that know no other currency (our decision U-24). */
const HKD_ONLY = /^(AlipayHK|PayMe|FPS|Octopus)/;

function refusedByRule(book: Book, command: CreatePayment): Decision | undefined {
  const { pay_type, txamt, txcurrcd, auth_code, app_code } = command;
  if (book.rules.alipay_minimum && pay_type === '801101' && txamt <= 100) {
    return refuse('1104', `txamt: expected more than 100, received ${txamt}`);
  }
  const wallet = payTypeOf(pay_type)?.wallet ?? '';
  if (book.rules.hkd_only && HKD_ONLY.test(wallet) && txcurrcd !== 'HKD') {
    return refuse('1122', `txcurrcd: expected HKD, received ${txcurrcd}`);
  }
  if (auth_code !== undefined && book.isScanned(app_code, auth_code)) {
    return refuse('2005', 'auth_code was used before');
  }
  return undefined;
}

function created(
  book: Book,
  { type, expired_time, ...request }: CreatePayment,
  scripted: string | undefined,
  circumstances: Circumstances,
): Decision {
  const { now } = circumstances;
  const counter = book.issued + 1;
  const syssn = syssnOf(now, book.seed, counter);
  const creation: Fact & { type: 'payment.created' } = {
    type: 'payment.created',
    syssn,
    token: circumstances.token(counter),
    ...request,
    expires_at: expiresAt(now, expired_time),
  };
  const respcd = scripted ?? scannedOutcome(request);
  if (respcd === undefined) return accept(syssn, creation);
  switch (dispositionOf(respcd, { operation: 'payment' })) {
    case 'success': {
      const paid = paidFacts(book, newPayment({ ...creation, at: now }), circumstances);
      return accept(syssn, creation, ...paid);
    }
    case 'pending':
      return answer(syssn, { respcd, respmsg: '' }, creation);
    default: {
      const failed: Fact = { type: 'payment.failed', syssn, respcd };
      return answer(syssn, { respcd, respmsg: '' }, creation, failed);
    }
  }
}

/** Only a code that the payer showed is settled by the call itself. */
function scannedOutcome({ pay_type, auth_code }: Pick<CreatePayment, 'pay_type' | 'auth_code'>) {
  if (auth_code === undefined || payTypeOf(pay_type)?.mode !== 'CPM') return undefined;
  return outcomeOfAuthCode(auth_code);
}
