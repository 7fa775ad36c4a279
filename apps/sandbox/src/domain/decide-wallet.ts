import { dispositionOf } from '@qf/protocol';
import type { Book } from './book.ts';
import type { WalletCommand } from './command.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';
import { hasLapsed } from './expiry.ts';
import type { Fact } from './journal-event.ts';
import { paymentNotificationBody } from './notification-body.ts';
import { queueNotification } from './queue-notification.ts';
import { passage } from './standing.ts';
import { chnlsnOf } from './syssn.ts';
import type { Payment } from './transaction.ts';

/** What a wallet says when it is not told why: transaction failed. */
const DECLINED = '1205';

/** The payer every sandbox payment has: visibly nobody. */
const PAYER = 'sandbox-payer@example';

/** What the customer does with the phone, or the clock with the order. */
export function decideWallet(
  book: Book,
  command: WalletCommand,
  circumstances: Circumstances,
): Decision {
  const payment = book.findBySyssn(command.syssn);
  if (payment?.kind !== 'payment') return refuse('1268', 'the order does not exist');
  const way = passage(payment, command.type, circumstances.now);
  if (!way.allowed && !isLate(book, payment, command, circumstances.now)) {
    return way.decision;
  }
  return accept(payment.syssn, ...factsOf(book, payment, command, circumstances));
}

/** An order that is over, and is paid all the same (our decision U-14). */
function isLate({ rules }: Book, payment: Payment, command: WalletCommand, now: number): boolean {
  if (command.type !== 'approve' || !(command.late ?? rules.late_payment)) return false;
  return payment.state === 'closed' || payment.state === 'expired' || hasLapsed(payment, now);
}

function factsOf(
  book: Book,
  payment: Payment,
  command: WalletCommand,
  circumstances: Circumstances,
): readonly Fact[] {
  const { syssn } = payment;
  switch (command.type) {
    case 'scan':
      return payment.state === 'paying' ? [] : [{ type: 'payment.scanned', syssn }];
    case 'decline':
      return [{ type: 'payment.failed', syssn, respcd: command.respcd ?? DECLINED }];
    case 'expire':
      return [{ type: 'payment.expired', syssn }];
    case 'approve':
      if (payment.preauth && payment.script?.approve_respcd === undefined) {
        return [{ type: 'payment.frozen', syssn, chnlsn: chnlsnOf(syssn), cardcd: PAYER }];
      }
      return scripted(payment) ?? paidFacts(book, payment, circumstances);
  }
}

/** What the script makes of an approval: a final code fails the order, a pending one leaves it hanging. */
function scripted({ syssn, script, state }: Payment): readonly Fact[] | undefined {
  const respcd = script?.approve_respcd;
  if (respcd === undefined) return undefined;
  if (dispositionOf(respcd, { operation: 'payment-row' }) !== 'pending') {
    return [{ type: 'payment.failed', syssn, respcd }];
  }
  return state === 'paying' ? [] : [{ type: 'payment.scanned', syssn }];
}

/** The money moved, and the merchant is to be told: one append, so that neither can be lost alone. */
export function paidFacts(book: Book, payment: Payment, circumstances: Circumstances): Fact[] {
  const { syssn } = payment;
  const paid = { chnlsn: chnlsnOf(syssn), cardcd: PAYER };
  const body = paymentNotificationBody(payment, { ...paid, at: circumstances.now });
  return [
    { type: 'payment.paid', syssn, ...paid },
    queueNotification(book, payment, circumstances, { syssn, notify_type: 'payment', body }),
  ];
}
