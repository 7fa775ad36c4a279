import { formatTimestamp, payTypeOf } from '@qf/protocol';
import type { Book } from './book.ts';
import type { CreateRefund, RefundCommand } from './command.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';
import type { Fact } from './journal-event.ts';
import { refundNotificationBody } from './notification-body.ts';
import { queueNotification } from './queue-notification.ts';
import { passage } from './standing.ts';
import { syssnOf } from './syssn.ts';
import type { Payment, Refund } from './transaction.ts';

/**
 * Gives money back: all of what is left, or a part of it.
 *
 * The number is looked at first, so that the same refund sent twice is told "used" (1251) and not "nothing left".
 */
export function decideRefund(
  book: Book,
  command: CreateRefund,
  circumstances: Circumstances,
): Decision {
  if (book.findByNumber(command.out_trade_no, command.app_code) !== undefined) {
    return refuse('1251', 'out_trade_no is used');
  }
  const payment = book.findBySyssn(command.syssn);
  if (payment?.kind !== 'payment' || payment.app_code !== command.app_code) {
    return refuse('1268', 'the order does not exist');
  }
  const way = passage(payment, 'refund', circumstances.now);
  if (!way.allowed) return way.decision;
  return refusedRefund(book, payment, command) ?? refund(book, payment, command, circumstances);
}

function refusedRefund(book: Book, payment: Payment, command: CreateRefund): Decision | undefined {
  if (payTypeOf(payment.pay_type)?.refunds === false) {
    return refuse('1155', `pay_type ${payment.pay_type} has no refunds`);
  }
  if (book.refundsOf(payment.syssn).some(({ state }) => state === 'pending')) {
    return refuse('1155', 'another refund of this order is being processed');
  }
  const rest = payment.txamt - payment.refunded;
  if (command.txamt > rest) {
    return refuse('1272', `txamt: at most ${rest} can be refunded, received ${command.txamt}`);
  }
  return undefined;
}

function refund(
  book: Book,
  payment: Payment,
  command: CreateRefund,
  circumstances: Circumstances,
): Decision {
  const { type, app_code, syssn: origssn, pending, ...request } = command;
  const syssn = syssnOf(circumstances.now, book.seed, book.issued + 1);
  const created: Fact = { type: 'refund.created', syssn, origssn, ...request };
  if (pending) return accept(syssn, created);
  const sysdtm = formatTimestamp(new Date(circumstances.now));
  const done = doneFacts(book, payment, { ...request, syssn, sysdtm }, circumstances);
  return accept(syssn, created, ...done);
}

/** Ends a refund that was left pending. */
export function decidePendingRefund(
  book: Book,
  command: RefundCommand,
  circumstances: Circumstances,
): Decision {
  const refund = book.findBySyssn(command.syssn);
  if (refund?.kind !== 'refund') return refuse('1268', 'the refund does not exist');
  if (refund.state !== 'pending') return refuse('1262', `the refund is ${refund.state}`);
  const { syssn, origssn } = refund;
  if (command.type === 'fail_refund') {
    return accept(syssn, {
      type: 'refund.failed',
      syssn,
      origssn,
      respcd: command.respcd ?? '1155',
    });
  }
  const payment = book.findBySyssn(origssn);
  if (payment?.kind !== 'payment') return refuse('1268', 'the order does not exist');
  return accept(syssn, ...doneFacts(book, payment, refund, circumstances));
}

type News = Pick<Refund, 'syssn' | 'out_trade_no' | 'txamt' | 'txdtm' | 'sysdtm'>;

function doneFacts(book: Book, payment: Payment, news: News, circumstances: Circumstances): Fact[] {
  const { now, refund_notify_type } = circumstances;
  const notify = { at: now, notify_type: refund_notify_type };
  const body = refundNotificationBody(payment, news, notify);
  return [
    { type: 'refund.done', syssn: news.syssn, origssn: payment.syssn },
    queueNotification(book, payment, circumstances, {
      syssn: news.syssn,
      notify_type: refund_notify_type,
      body,
    }),
  ];
}
