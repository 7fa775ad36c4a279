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
  const way = passage(payment, command.type, now);
  if (!way.allowed) return way.decision;
  const scripted = command.respcd ?? payment.script?.cancel_respcd;
  if (scripted !== undefined) return refuse(scripted, 'as the scenario says');
  const cancel_syssn = syssnOf(now, book.seed, book.issued + 1);
  return accept(payment.syssn, { type: FACTS[command.type], syssn: payment.syssn, cancel_syssn });
}

function named(book: Book, { syssn, out_trade_no, app_code }: CancelPayment): Payment | undefined {
  const found: Transaction | undefined =
    syssn === undefined ? book.findByNumber(out_trade_no ?? '', app_code) : book.findBySyssn(syssn);
  return found?.kind === 'payment' && found.app_code === app_code ? found : undefined;
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
