import { dispositionOf, formatTimestamp } from '@qf/protocol';
import type { Book } from './book.ts';
import type { CreateRefund, RefundCommand } from './command.ts';
import { accept, answer, type Circumstances, type Decision, refuse } from './decision.ts';
import type { Fact } from './journal-event.ts';
import { refundNotificationBody } from './notification-body.ts';
import { queueNotification } from './queue-notification.ts';
import { refusedRefund } from './refund-rules.ts';
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
    return refuse(book.rules.duplicate_refund, 'out_trade_no is used');
  }
  const payment = book.findBySyssn(command.syssn);
  if (payment?.kind !== 'payment' || payment.app_code !== command.app_code) {
    return refuse('1268', 'the order does not exist');
  }
  const scripted = command.script?.respcd ?? '0000';
  if (!leavesARow(scripted)) return refuse(scripted, 'as the scenario says');
  return (
    refusedByState(book, payment, circumstances.now) ??
    refusedByRule(book, payment, command, circumstances.now) ??
    refund(book, payment, command, circumstances)
  );
}

/** Refused refunds leave nothing behind; undecided ones do. */
function leavesARow(respcd: string): boolean {
  return ['success', 'pending'].includes(dispositionOf(respcd, { operation: 'refund' }));
}

function refusedByState(book: Book, payment: Payment, now: number): Decision | undefined {
  const way = passage(payment, 'refund', now);
  if (way.allowed) return undefined;
  if (payment.state !== 'refunded') return way.decision;
  return refuse(book.rules.refunded_again, 'the order is already refunded');
}

function refusedByRule(
  book: Book,
  payment: Payment,
  command: CreateRefund,
  now: number,
): Decision | undefined {
  const refusal = refusedRefund({ book, payment, command, now });
  return refusal && refuse(refusal.respcd, refusal.respmsg);
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
  const undecided = undecidedCode(command);
  if (undecided !== undefined) return answer(syssn, { respcd: undecided, respmsg: '' }, created);
  const sysdtm = formatTimestamp(new Date(circumstances.now));
  const done = doneFacts(book, payment, { ...request, syssn, sysdtm }, circumstances);
  return accept(syssn, created, ...done);
}

/** A refund that was told how to end is undecided until then. */
function undecidedCode({ script = { source: '' } }: CreateRefund): string | undefined {
  const { respcd, approve_respcd, pays_after_ms } = script;
  if (respcd !== undefined && respcd !== '0000') return respcd;
  return approve_respcd === undefined && pays_after_ms === undefined ? undefined : '1143';
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
  const payment = book.findBySyssn(refund.origssn);
  if (payment?.kind !== 'payment') return refuse('1268', 'the order does not exist');
  const failure = failureOf(command, refund);
  const { syssn, origssn } = refund;
  if (failure !== undefined) {
    return accept(syssn, { type: 'refund.failed', syssn, origssn, respcd: failure });
  }
  return accept(syssn, ...doneFacts(book, payment, refund, circumstances));
}

function failureOf(command: RefundCommand, { script }: Refund): string | undefined {
  if (command.type === 'complete_refund') return script?.approve_respcd;
  return command.respcd ?? script?.approve_respcd ?? '1155';
}

type News = Pick<Refund, 'syssn' | 'out_trade_no' | 'txamt' | 'txdtm' | 'sysdtm'>;

function doneFacts(book: Book, payment: Payment, news: News, circumstances: Circumstances): Fact[] {
  const notify_type = book.rules.refund_notify_type;
  const body = refundNotificationBody(payment, news, { at: circumstances.now, notify_type });
  return [
    { type: 'refund.done', syssn: news.syssn, origssn: payment.syssn },
    queueNotification(book, payment, circumstances, { syssn: news.syssn, notify_type, body }),
  ];
}
