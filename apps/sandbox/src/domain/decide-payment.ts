import type { Book } from './book.ts';
import type { CreatePayment } from './command.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';
import { expiresAt } from './expiry.ts';
import { syssnOf } from './syssn.ts';

/** A new order, or 2011 when the number was used before, by a payment or a refund (D-35). */
export function decidePayment(
  book: Book,
  command: CreatePayment,
  circumstances: Circumstances,
): Decision {
  const { type, expired_time, ...request } = command;
  if (book.findByNumber(command.out_trade_no, command.app_code) !== undefined) {
    return refuse('2011', 'out_trade_no is used');
  }
  const counter = book.issued + 1;
  const syssn = syssnOf(circumstances.now, book.seed, counter);
  return accept(syssn, {
    type: 'payment.created',
    syssn,
    token: circumstances.token(counter),
    ...request,
    expires_at: expiresAt(circumstances.now, expired_time),
  });
}
