import { payTypeOf } from '@qf/protocol';
import type { Book } from './book.ts';
import type { CancelPayment } from './command.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';

import { passage } from './standing.ts';
import { syssnOf } from './syssn.ts';
import type { Payment, Transaction } from './transaction.ts';

const FACTS = { close: 'payment.closed', reverse: 'payment.reversed' } as const;

/** Cancels an order that nobody has paid; the codes for all others are in `transitions.ts`. */
export function decideCancel(book: Book, command: CancelPayment, { now }: Circumstances): Decision {
  const payment = named(book, command);
  if (payment === undefined) return refuse('1268', 'the order does not exist');
  const mismatch = mismatchOf(payment, command);
  if (mismatch !== undefined) return mismatch;
  const refused = refusedByRule(book, payment, command);
  if (refused !== undefined) return refused;
  const { syssn } = payment;
  const cancel_syssn = syssnOf(now, book.seed, book.issued + 1);
  if (command.type === 'reverse' && isPaidCard(payment)) {
    return accept(syssn, { type: 'payment.voided', syssn, cancel_syssn });
  }
  const way = passage(payment, command.type, now);
  if (!way.allowed) return way.decision;
  return accept(syssn, { type: FACTS[command.type], syssn, cancel_syssn });
}

function named(book: Book, { syssn, out_trade_no, app_code }: CancelPayment): Payment | undefined {
  const found: Transaction | undefined =
    syssn === undefined ? book.findByNumber(out_trade_no ?? '', app_code) : book.findBySyssn(syssn);
  return found?.kind === 'payment' && found.app_code === app_code ? found : undefined;
}

function refusedByRule(
  { rules }: Book,
  payment: Payment,
  command: CancelPayment,
): Decision | undefined {
  const scripted = command.respcd ?? payment.script?.cancel_respcd;
  if (scripted !== undefined && scripted !== '0000')
    return refuse(scripted, 'as the scenario says');
  if (rules.t0) return refuse('1150', 'a T0 store cannot cancel');
  const listed = payTypeOf(payment.pay_type)?.cancel != null;
  if (rules.cancel_pay_types && !listed) {
    return refuse('1297', `pay_type ${payment.pay_type} cannot be closed or reversed`);
  }
  return undefined;
}

/** The table's exception, see `PAID_CARD_REVERSE`; not while a refund is giving the money back already. */
function isPaidCard({ pay_type, state, refunded }: Payment): boolean {
  return state === 'paid' && refunded === 0 && payTypeOf(pay_type)?.cancel === 'void';
}

function mismatchOf(payment: Payment, command: CancelPayment): Decision | undefined {
  const { out_trade_no, txamt } = command;
  if (out_trade_no !== undefined && out_trade_no !== payment.out_trade_no) {
    return refuse('1267', 'syssn and out_trade_no name different orders');
  }
  if (txamt !== undefined && txamt !== payment.txamt) {
    return refuse('1266', `txamt: expected ${payment.txamt}, received ${txamt}`);
  }
  return undefined;
}
